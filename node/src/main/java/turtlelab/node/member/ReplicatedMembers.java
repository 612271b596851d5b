package turtlelab.node.member;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.MemberIds;
import turtlelab.node.base.Time;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.ChangeRefusal;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.member.Members.Answer.Changed;
import turtlelab.node.member.Members.Answer.Failed;
import turtlelab.node.member.Members.Answer.Refused;
import turtlelab.node.member.Members.Answer.RemovedForEver;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.MemberTable;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.Rejection;

/** The rules of the cluster API on top of the replica. Thread-safe; never blocks. */
public final class ReplicatedMembers implements Members {
    /** How often, and how far apart, to ask again while another change is under way. */
    private static final int MORE_ATTEMPTS = 15;

    private static final Executor SOON =
            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final Replica replica;
    private final ReconfigurationGuard guard;
    private final LeaderCalls leaderCalls;
    private final Time time;
    private final LongAdder promotions = new LongAdder();

    /** What there is besides the replica. */
    public record Surroundings(Connections connections, LeaderCalls leaderCalls, Time time) {}

    /**
     * Members of a replica.
     *
     * @param strict whether changes that could cost the quorum are refused
     */
    public ReplicatedMembers(Replica replica, Surroundings surroundings, boolean strict) {
        this.replica = replica;
        this.guard = new ReconfigurationGuard(replica.self(), surroundings.connections(), strict);
        this.leaderCalls = surroundings.leaderCalls();
        this.time = surroundings.time();
    }

    @Override
    public MemberTable list() {
        return replica.state().members();
    }

    @Override
    public Optional<MemberInfo> leader() {
        return list().find(replica.status().leader());
    }

    @Override
    public CompletableFuture<Answer> add(List<String> peerUrls, boolean learner) {
        UrlSet urls;
        try {
            urls = UrlSet.of(peerUrls);
        } catch (IllegalArgumentException e) {
            return badUrls(e);
        }
        return patiently(() -> add(urls, learner), MORE_ATTEMPTS);
    }

    private CompletableFuture<Answer> add(UrlSet urls, boolean learner) {
        var refusal = guard.refuseAdd(list(), learner);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        var id = MemberIds.forAdd(urls, time.now().getEpochSecond());
        return change(
                learner
                        ? new MembershipChange.AddLearner(id, urls.texts())
                        : new MembershipChange.AddVoter(id, urls.texts()));
    }

    @Override
    public CompletableFuture<Answer> remove(MemberId id) {
        return patiently(() -> removeNow(id), MORE_ATTEMPTS);
    }

    private CompletableFuture<Answer> removeNow(MemberId id) {
        var refusal = guard.refuseRemove(list(), id);
        return refusal.isPresent()
                ? refused(refusal.get())
                : change(new MembershipChange.Remove(id));
    }

    @Override
    public CompletableFuture<Answer> update(MemberId id, List<String> peerUrls) {
        try {
            var update = new MembershipChange.Update(id, UrlSet.of(peerUrls).texts());
            return patiently(() -> change(update), MORE_ATTEMPTS);
        } catch (IllegalArgumentException e) {
            return list().find(id).isEmpty() ? refused(Rejection.MEMBER_NOT_FOUND) : badUrls(e);
        }
    }

    @Override
    public CompletableFuture<Answer> promote(MemberId id) {
        return patiently(() -> promoteNow(id), MORE_ATTEMPTS);
    }

    private CompletableFuture<Answer> promoteNow(MemberId id) {
        var status = replica.status();
        if (status.role() == Role.LEADER) {
            var refusal = guard.refusePromote(list(), status, id);
            return refusal.isPresent()
                    ? refused(refusal.get())
                    : change(new MembershipChange.Promote(id)).thenApply(this::noted);
        }
        var leader = leader();
        return leader.isEmpty()
                ? answer(new Failed(new Outcome.Change.NotApplied(Refusal.NO_LEADER)))
                : leaderCalls
                        .promote(leader.get(), id)
                        .thenCompose(reply -> afterPromotion(reply, id));
    }

    private Answer noted(Answer promotion) {
        if (promotion instanceof Changed) {
            promotions.increment();
        }
        return promotion;
    }

    /** Learners that became voters while this member led. */
    public long promotions() {
        return promotions.sum();
    }

    /** The leader has applied it; a read point makes sure that this member has too. */
    private CompletableFuture<Answer> afterPromotion(LeaderCalls.Reply reply, MemberId id) {
        if (!reply.reached()) {
            return answer(new Failed(new Outcome.Change.Unknown(Outcome.Reason.TIMED_OUT)));
        }
        if (reply.rejection().isPresent()) {
            return refused(reply.rejection().get());
        }
        return replica.readPoint().thenApply(_ -> changed(nobody(id)));
    }

    /**
     * Whoever was just told that a change is done may ask for the next one before the leader's core
     * has heard of it too; that moment is waited out, and the guards are asked anew.
     */
    private static CompletableFuture<Answer> patiently(
            Supplier<CompletableFuture<Answer>> attempt, int more) {
        return attempt.get()
                .thenCompose(
                        answer ->
                                more > 0 && isBehindAnother(answer)
                                        ? after(attempt, more - 1)
                                        : answer(answer));
    }

    private static CompletableFuture<Answer> after(
            Supplier<CompletableFuture<Answer>> attempt, int more) {
        var pause = CompletableFuture.runAsync(() -> {}, SOON);
        return pause.thenCompose(_ -> patiently(attempt, more));
    }

    private static boolean isBehindAnother(Answer answer) {
        return answer instanceof Failed(Outcome.Change.NotApplied(var reason))
                && reason == Refusal.CHANGE_IN_PROGRESS;
    }

    /** Nobody has the identity 0, and the log takes no change without a member. */
    private CompletableFuture<Answer> change(MembershipChange change) {
        if (change.id().isNone()) {
            return refused(Rejection.MEMBER_NOT_FOUND);
        }
        var before = list().find(change.id()).orElse(nobody(change.id()));
        return replica.change(change).thenApply(outcome -> answer(before, outcome));
    }

    private Answer answer(MemberInfo before, Outcome.Change outcome) {
        return switch (outcome) {
            case Outcome.Change.Changed _ -> changed(before);
            case Outcome.Change.DidNotFit(var refusal) -> misfit(refusal, before.id());
            case Outcome.Change.NotApplied _, Outcome.Change.Unknown _ -> new Failed(outcome);
        };
    }

    private Changed changed(MemberInfo before) {
        var members = list();
        return new Changed(members.find(before.id()).orElse(before), members);
    }

    private static Answer misfit(ChangeRefusal refusal, MemberId id) {
        return switch (refusal) {
            case MEMBER_EXISTS -> new Refused(Rejection.MEMBER_EXISTS, "");
            case MEMBER_REMOVED -> new RemovedForEver(id);
            case MEMBER_NOT_FOUND -> new Refused(Rejection.MEMBER_NOT_FOUND, "");
            case PEER_URL_EXISTS -> new Refused(Rejection.PEER_URL_EXISTS, "");
            case NOT_A_LEARNER -> new Refused(Rejection.NOT_A_LEARNER, "");
        };
    }

    private static MemberInfo nobody(MemberId id) {
        return new MemberInfo(id, "", List.of(), List.of(), false);
    }

    private static CompletableFuture<Answer> badUrls(IllegalArgumentException e) {
        var detail = String.valueOf(e.getMessage());
        return answer(new Refused(Rejection.BAD_MEMBER_URLS, detail));
    }

    private static CompletableFuture<Answer> refused(Rejection rejection) {
        return answer(new Refused(rejection, ""));
    }

    private static CompletableFuture<Answer> answer(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
