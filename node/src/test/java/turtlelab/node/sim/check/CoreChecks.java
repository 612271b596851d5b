package turtlelab.node.sim.check;

import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.engine.EngineLoop;
import turtlelab.node.sim.check.Violation.Promise;

/** What can be seen on one node's core and on what it says. */
public final class CoreChecks {
    private CoreChecks() {}

    /** Membership in force, and changes under way. */
    public static void check(EngineLoop engine, Ledger ledger) {
        var status = engine.status();
        ledger.checkMembership(status.self(), status.appliedIndex(), status.membership());
        if (!engine.leads()) {
            return;
        }
        var log = engine.raft().log();
        var changes = 0;
        for (long i = status.appliedIndex() + 1; i <= status.lastIndex(); i++) {
            var entry = log.get(i);
            if (entry.kind() == EntryKind.MEMBERSHIP
                    && ++changes > 1
                    && entry.term() == status.term()) {
                throw new Violation(
                        Promise.ONE_CHANGE, "%s leads two changes at once", status.self());
            }
        }
    }

    /** How far a leader has committed since it was elected. */
    public static void checkCommit(EngineLoop engine, long commitWhenElected) {
        var status = engine.status();
        var commit = status.commitIndex();
        var term = engine.raft().log().term(commit);
        if (commit > commitWhenElected && term >= 0 && term < status.term()) {
            throw new Violation(
                    Promise.OWN_TERM_COUNTED,
                    "%s leads term %d and commits entry %d of term %d by counting",
                    status.self(),
                    status.term(),
                    commit,
                    term);
        }
    }

    /** Who votes, and who asks for votes. */
    public static void check(EngineLoop engine, Message message, Ledger ledger) {
        switch (message) {
            case Message.VoteRequest request -> {
                ledger.votes(request.from(), request.term(), request.from());
                if (!engine.status().membership().isVoter(request.from())) {
                    throw new Violation(
                            Promise.VOTERS_ONLY, "%s campaigns without a vote", request.from());
                }
            }
            case Message.VoteAnswer answer when answer.granted() ->
                    ledger.votes(answer.from(), answer.term(), answer.to());
            default -> {}
        }
    }
}
