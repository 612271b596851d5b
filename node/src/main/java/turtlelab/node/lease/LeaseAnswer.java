package turtlelab.node.lease;

import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Refusal;

/** What came of a question about a lease that only the leader can answer. */
public sealed interface LeaseAnswer {
    /**
     * It runs.
     *
     * @param ttlSeconds what is left, in whole seconds; after a keepalive all of it
     * @param grantedSeconds the TTL it was granted with
     * @param keys what hangs on it, when that was asked for
     */
    record Running(long ttlSeconds, long grantedSeconds, List<Bytes> keys) implements LeaseAnswer {
        public Running {
            keys = List.copyOf(keys);
        }
    }

    /** There is no such lease, or it has run out. */
    record Gone() implements LeaseAnswer {}

    /** Nobody could be asked. */
    record Failed(Refusal reason) implements LeaseAnswer {}

    /** The leader, or whoever may be it, did not answer in time. */
    record TimedOut() implements LeaseAnswer {}
}
