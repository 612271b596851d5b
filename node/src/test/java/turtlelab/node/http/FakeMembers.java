package turtlelab.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.MemberTable;

/**
 * Members without guards: changes go straight to the replica; {@link #answerNext} says otherwise
 * once.
 */
public final class FakeMembers implements Members {
    private final Replica replica;
    private Optional<Answer> next = Optional.empty();
    private final List<CompletableFuture<Answer>> stalled = new ArrayList<>();
    private boolean stalls;
    private long nextId = 0xa1;

    public FakeMembers(Replica replica) {
        this.replica = replica;
    }

    /** What the next request for a change comes to. */
    synchronized void answerNext(Answer answer) {
        next = Optional.of(answer);
    }

    /** From now on requests for changes wait until {@link #goOn}. */
    synchronized void stall() {
        stalls = true;
    }

    /** How many requests wait. */
    synchronized int waiting() {
        return stalled.size();
    }

    /** Answers all who wait: nobody knows what became of it. */
    synchronized void goOn() {
        stalls = false;
        var unknown = new Answer.Failed(new Outcome.Change.Unknown(Outcome.Reason.TIMED_OUT));
        stalled.forEach(answer -> answer.complete(unknown));
    }

    @Override
    public MemberTable list() {
        return replica.state().members();
    }

    @Override
    public Optional<MemberTable.MemberInfo> leader() {
        return list().find(replica.status().leader());
    }

    @Override
    public synchronized CompletableFuture<Answer> add(List<String> peerUrls, boolean learner) {
        var id = new MemberId(nextId++);
        return change(
                learner
                        ? new MembershipChange.AddLearner(id, peerUrls)
                        : new MembershipChange.AddVoter(id, peerUrls));
    }

    @Override
    public CompletableFuture<Answer> remove(MemberId id) {
        return change(new MembershipChange.Remove(id));
    }

    @Override
    public CompletableFuture<Answer> update(MemberId id, List<String> peerUrls) {
        return change(new MembershipChange.Update(id, peerUrls));
    }

    @Override
    public CompletableFuture<Answer> promote(MemberId id) {
        return change(new MembershipChange.Promote(id));
    }

    private synchronized CompletableFuture<Answer> change(MembershipChange change) {
        if (stalls) {
            stalled.add(new CompletableFuture<>());
            return stalled.getLast();
        }
        if (next.isPresent()) {
            var answer = next.get();
            next = Optional.empty();
            return CompletableFuture.completedFuture(answer);
        }
        var before = list().find(change.id());
        return replica.change(change).thenApply(outcome -> answer(change, before, outcome));
    }

    private Answer answer(
            MembershipChange change,
            Optional<MemberTable.MemberInfo> before,
            Outcome.Change outcome) {
        return outcome instanceof Outcome.Change.Changed
                ? new Answer.Changed(
                        list().find(change.id()).or(() -> before).orElseThrow(), list())
                : new Answer.Failed(outcome);
    }
}
