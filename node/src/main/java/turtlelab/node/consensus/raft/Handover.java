package turtlelab.node.consensus.raft;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Refusal;

/** A leadership transfer that was asked for here; lives on when this node stops leading. */
final class Handover {
    private final Outbox out;
    private MemberId to = MemberId.NONE;
    private long id;
    private int ticksLeft;

    Handover(Outbox out) {
        this.out = out;
    }

    boolean pending() {
        return !to.isNone();
    }

    boolean isTo(MemberId member) {
        return to.equals(member);
    }

    void begin(long requestId, MemberId target, int ticks) {
        id = requestId;
        to = target;
        ticksLeft = ticks;
    }

    void tick() {
        if (pending() && --ticksLeft <= 0) {
            refuse();
        }
    }

    /** Somebody else leads: the one wanted or another. */
    void leaderIs(MemberId leader) {
        if (!pending()) {
            return;
        }
        if (isTo(leader)) {
            to = MemberId.NONE;
            out.transferred(id);
        } else {
            refuse();
        }
    }

    private void refuse() {
        to = MemberId.NONE;
        out.refused(id, Refusal.TRANSFER_TIMED_OUT);
    }
}
