package turtlelab.node.consensus.raft.tally;

import java.util.ArrayDeque;
import java.util.Deque;

/** Appends sent to one follower and not yet answered, bounded in number and bytes. */
final class InFlight {
    private final int maxAppends;
    private final int maxBytes;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long bytes;

    InFlight(int maxAppends, int maxBytes) {
        this.maxAppends = maxAppends;
        this.maxBytes = maxBytes;
    }

    private record Sent(long lastIndex, long bytes) {}

    boolean full() {
        return sent.size() >= maxAppends || bytes >= maxBytes;
    }

    int size() {
        return sent.size();
    }

    void add(long lastIndex, long size) {
        sent.addLast(new Sent(lastIndex, size));
        bytes += size;
    }

    /** Forgets what an answer for this index covers. */
    void answered(long match) {
        while (!sent.isEmpty() && sent.getFirst().lastIndex() <= match) {
            bytes -= sent.removeFirst().bytes();
        }
    }

    void clear() {
        sent.clear();
        bytes = 0;
    }
}
