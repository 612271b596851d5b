package turtlelab.node.consensus.raft.tally;

import java.util.ArrayList;
import java.util.List;
import turtlelab.node.base.MemberId;

/**
 * Reads that wait at the leader (thesis 6.4). A round notes the commit index and is confirmed when
 * a quorum has answered a heartbeat sent after it was opened. Reads that come meanwhile share the
 * next.
 */
public final class ReadQueue {
    private final int limit;
    private final List<Ask> waiting = new ArrayList<>();
    private final List<Ask> inRound = new ArrayList<>();
    private long round;
    private long index;

    public ReadQueue(int limit) {
        this.limit = limit;
    }

    /** Who asked, and under which id: a follower's request or this node's own read. */
    public record Ask(MemberId from, long id) {}

    /** Lets a read wait; false when too many do. */
    public boolean add(Ask ask) {
        return waiting.size() < limit && waiting.add(ask);
    }

    public boolean roundWanted() {
        return inRound.isEmpty() && !waiting.isEmpty();
    }

    public boolean roundOpen() {
        return !inRound.isEmpty();
    }

    /** All that wait take part in this round of heartbeats, with the commit index of now. */
    public void open(long newRound, long commit) {
        round = newRound;
        index = commit;
        inRound.addAll(waiting);
        waiting.clear();
    }

    /** The heartbeat round that must be answered. */
    public long round() {
        return round;
    }

    /** The read index of the open round. */
    public long index() {
        return index;
    }

    /** The round is confirmed: these may read at {@link #index}. */
    public List<Ask> close() {
        var confirmed = List.copyOf(inRound);
        inRound.clear();
        return confirmed;
    }

    /** Nobody here will be answered. */
    public List<Ask> abandon() {
        waiting.addAll(0, close());
        var abandoned = List.copyOf(waiting);
        waiting.clear();
        return abandoned;
    }
}
