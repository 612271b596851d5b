package turtlelab.node.consensus.raft;

import java.util.Optional;
import java.util.function.Supplier;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message.ForwardRefused;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.raft.tally.SeenRequests;

/**
 * What followers hand to this node. The network may double it: only the first copy is looked at,
 * and it is refused only when this node is sure that it has not taken it, which after a restart it
 * is not for requests of the terms before.
 */
final class Forwards {
    private final Core core;
    private final SeenRequests seen = new SeenRequests();
    private final long termAtStart;

    Forwards(Core core) {
        this.core = core;
        this.termAtStart = core.term();
    }

    /** One forwarded request. */
    record Request(MemberId from, long term, long id) {}

    /**
     * @param attempt takes the request in and says why not; only a leader of the request's term may
     */
    void received(Request request, boolean leads, Supplier<Optional<Refusal>> attempt) {
        if (!seen.first(request.from(), request.id())) {
            return;
        }
        if (leads && request.term() == core.term()) {
            attempt.get().ifPresent(refusal -> refuse(request, refusal));
        } else if (request.term() > termAtStart) {
            refuse(request, Refusal.NO_LEADER);
        }
    }

    private void refuse(Request request, Refusal refusal) {
        core.out.send(
                new ForwardRefused(
                        core.self(), request.from(), core.term(), request.id(), refusal));
    }
}
