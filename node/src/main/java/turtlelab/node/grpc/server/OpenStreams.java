package turtlelab.node.grpc.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;

/**
 * The streaming calls under way. When the server stops, each of them is told so, and so is whoever
 * comes while it stops: clients resume elsewhere what was ended with a reason, but give up what was
 * merely cut. Any thread.
 */
final class OpenStreams {
    private final Set<Caller<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** A call has begun. */
    void add(Caller<?> call) {
        open.add(call);
        if (stopping) { // Looked at after the call was noted, so that one of the two sees the
            // other.
            call.fail(EtcdError.STOPPED);
        }
    }

    /** A call is over. */
    void remove(Caller<?> call) {
        open.remove(call);
    }

    /** Ends every call, those still to come too. */
    void stop() {
        stopping = true;
        open.forEach(call -> call.fail(EtcdError.STOPPED));
    }
}
