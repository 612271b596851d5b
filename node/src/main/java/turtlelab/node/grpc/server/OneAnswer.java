package turtlelab.node.grpc.server;

import org.jspecify.annotations.Nullable;
import turtlelab.node.grpc.room.Held;

/** What the answer to one call holds, until the call is over; that may be before there is one. */
final class OneAnswer {
    private @Nullable Held held;
    private boolean over;

    /** There is an answer. */
    void holds(Held answer) {
        synchronized (this) {
            if (!over) {
                held = answer;
                return;
            }
        }
        answer.close();
    }

    /** The call has ended. */
    void isOver() {
        Held ended;
        synchronized (this) {
            over = true;
            ended = held;
            held = null;
        }
        if (ended != null) {
            ended.close();
        }
    }
}
