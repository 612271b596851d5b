package turtlelab.node.consensus.raft.tally;

/**
 * What a leader knows of one other member.
 *
 * <pre>
 *            accepted                  needs what is gone
 *   PROBE ------------> REPLICATE    PROBE -----------> SNAPSHOT
 *     ^                     |          ^                    |
 *     +-- refused or lost --+          +-- sent or failed --+
 * </pre>
 *
 * PROBE finds out where the logs meet, one append at a time; REPLICATE pipelines; SNAPSHOT waits.
 */
public final class Progress {
    /** How entries are sent. */
    public enum State {
        PROBE,
        REPLICATE,
        SNAPSHOT
    }

    private final InFlight inFlight;
    private State state = State.PROBE;
    private long match;
    private long next;
    private boolean probeSent;
    private boolean active;
    private boolean answeredSinceBeat = true;
    private long toldCommit;
    private long lastRound;

    public Progress(long next, boolean active, int maxInFlight, int maxBytes) {
        this.next = next;
        this.active = active;
        this.inFlight = new InFlight(maxInFlight, maxBytes);
    }

    public State state() {
        return state;
    }

    /** Last index known to be on the member's disk and to equal the leader's log. */
    public long match() {
        return match;
    }

    /** Index of the next entry to send. */
    public long next() {
        return next;
    }

    /** Whether it was heard within the last election timeout. */
    public boolean active() {
        return active;
    }

    public void heard() {
        active = true;
    }

    /** Begins another election timeout of listening. */
    public void forgetActivity() {
        active = false;
    }

    /** The last heartbeat round that it answered. */
    public long lastRound() {
        return lastRound;
    }

    public void answeredRound(long round) {
        lastRound = Math.max(lastRound, round);
    }

    public boolean maySend() {
        return switch (state) {
            case PROBE -> !probeSent;
            case REPLICATE -> !inFlight.full();
            case SNAPSHOT -> false;
        };
    }

    /** An append with entries up to the index went out. */
    public void sent(long lastIndex, long bytes, long commit) {
        toldCommit = Math.max(toldCommit, Math.min(commit, lastIndex));
        if (state == State.PROBE) {
            probeSent = true;
        } else if (lastIndex >= next) {
            next = lastIndex + 1;
            inFlight.add(lastIndex, bytes);
        }
    }

    /** Whether the member could move its commit index, were it told. */
    public boolean lagsCommit(long commit) {
        return toldCommit < Math.min(commit, match);
    }

    public void toldCommit(long commit) {
        toldCommit = Math.max(toldCommit, Math.min(commit, match));
    }

    /** Everything up to the index matches. The leader's log begins behind {@code start}. */
    public void accepted(long index, long start) {
        answeredSinceBeat = true;
        match = Math.max(match, index);
        next = Math.max(next, match + 1);
        inFlight.answered(match);
        if (state == State.PROBE || (state == State.SNAPSHOT && match >= start)) {
            state = State.REPLICATE;
            next = match + 1;
            inFlight.clear();
        }
    }

    /**
     * The entry before an append was missing.
     *
     * @param mayMeetAt the last index where the logs can meet
     * @return false when the refusal is an old one
     */
    public boolean refused(long previous, long mayMeetAt) {
        if (state == State.REPLICATE) {
            if (previous <= match) {
                return false;
            }
            probe(match + 1);
            return true;
        }
        if (state == State.SNAPSHOT || previous != next - 1) {
            return false;
        }
        probe(Math.max(match + 1, Math.min(previous, mayMeetAt + 1)));
        return true;
    }

    /** Goes back to one append at a time. */
    public void probe(long from) {
        state = State.PROBE;
        next = from;
        probeSent = false;
        inFlight.clear();
    }

    /** Lets the next probe wait for a heartbeat interval. */
    public void pauseProbe() {
        probeSent = true;
    }

    public void awaitSnapshot() {
        state = State.SNAPSHOT;
        inFlight.clear();
    }

    /** A heartbeat interval is over: another probe may go out. */
    public void beat() {
        probeSent = false;
        answeredSinceBeat = false;
    }

    /** Whether pipelined entries have gone unanswered for a heartbeat interval. */
    public boolean stalled(long last) {
        return state == State.REPLICATE && match < last && !answeredSinceBeat;
    }
}
