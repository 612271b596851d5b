package turtlelab.node.grpc.room;

import turtlelab.node.state.AnswerRoom;

/**
 * The memory that an answer holds until it is sent; whoever sends it, or drops it, closes this.
 * Closing twice is closing once. Any thread.
 */
public interface Held extends AnswerRoom, AutoCloseable {
    /** Of an answer that is small by its kind. */
    Held NOTHING =
            new Held() {
                @Override
                public boolean take(long bytes) {
                    return true;
                }

                @Override
                public void close() {}
            };

    @Override
    void close();
}
