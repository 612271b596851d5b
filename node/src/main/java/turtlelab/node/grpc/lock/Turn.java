package turtlelab.node.grpc.lock;

import turtlelab.node.lease.queue.Place;
import turtlelab.node.lease.queue.Queues;

/** Waiting for one's turn on behalf of a client who may go away. */
final class Turn {
    private Turn() {}

    /** False when the place was lost; a client who has gone gives it up. */
    static boolean await(Queues queues, Place place) throws InterruptedException {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException("the client went away before its turn");
            }
            return queues.awaitTurn(place);
        } catch (InterruptedException gone) {
            var _ = queues.leave(place);
            throw gone;
        }
    }
}
