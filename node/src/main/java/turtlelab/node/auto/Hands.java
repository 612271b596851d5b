package turtlelab.node.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import turtlelab.join.auto.Call;
import turtlelab.join.auto.Call.Note;
import turtlelab.join.auto.Step;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.MemberIds;
import turtlelab.node.base.Time;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.Compare;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;

/** Carries out one call of a plan; whatever it changes counts in the term of the decision alone. */
final class Hands {
    private final Replica replica;
    private final Time time;
    private final RandomGenerator chance;

    Hands(Replica replica, Time time, RandomGenerator chance) {
        this.replica = replica;
        this.time = time;
        this.chance = chance;
    }

    /** Why it was not done, or may not have been; empty when it was. Waits for the answer. */
    Optional<String> carryOut(Call call, long term) throws InterruptedException {
        return switch (call) {
            case Call.Write write -> write(write, term);
            case Call.Change(var step) -> change(step, term);
            case Call.Transfer(var to) ->
                    await(replica.transferLeadership(new MemberId(to.id()))).map(Object::toString);
        };
    }

    private Optional<String> change(Step step, long term) throws InterruptedException {
        MembershipChange change =
                switch (step) {
                    case Step.Nominate(var volunteer) -> learner(volunteer.peerUrls());
                    case Step.Promote(var seat, _) ->
                            new MembershipChange.Promote(new MemberId(seat.id()));
                    case Step.Remove(var seat, _, _) ->
                            new MembershipChange.Remove(new MemberId(seat.id()));
                    case Step.Settled _,
                            Step.Hold _,
                            Step.TakeSize _,
                            Step.Forget _,
                            Step.HandOver _ ->
                            throw new IllegalArgumentException(step + " changes no members");
                };
        return switch (await(replica.changeInTerm(change, term))) {
            case Outcome.Change.Changed _ -> Optional.empty();
            case Outcome.Change.DidNotFit(var refusal) -> Optional.of(refusal.toString());
            case Outcome.Change.NotApplied(var refusal) -> Optional.of(refusal.toString());
            case Outcome.Change.Unknown(var reason) -> Optional.of(reason.toString());
        };
    }

    private MembershipChange learner(List<String> peerUrls) {
        var urls = UrlSet.of(peerUrls);
        var id = MemberIds.forAdd(urls, time.now().getEpochSecond());
        return new MembershipChange.AddLearner(id, urls.texts());
    }

    private Optional<String> write(Call.Write write, long term) throws InterruptedException {
        var operations = new ArrayList<Operation>();
        for (var note : write.notes()) {
            operations.add(
                    switch (note) {
                        case Note.Put(var key, var value) -> put(key, value, 0);
                        case Note.PutFor(var key, var value, var length) ->
                                put(key, value, lease(length.toSeconds()));
                        case Note.Delete(var key) -> new Operation.Delete(single(key), false);
                    });
        }
        var compares = write.conditions().stream().map(Hands::compare).toList();
        var txn = new Operation.Txn(compares, operations, List.of());
        return refusal(await(replica.execute(new Command.WriteInTerm(txn, term))));
    }

    private static Compare compare(Call.Unchanged condition) {
        return new Compare(
                single(condition.key()),
                Compare.Relation.EQUAL,
                new Compare.Operand.ModRevision(condition.modified()));
    }

    private static Operation put(String key, String value, long lease) {
        return new Operation.Put(Bytes.utf8(key), Bytes.utf8(value), lease, false, false, false);
    }

    private static KeyRange single(String key) {
        return KeyRange.single(Bytes.utf8(key));
    }

    /** A lease of its own for one key; a put that never follows lets it run out unused. */
    private long lease(long seconds) throws InterruptedException {
        var id = chance.nextLong(1, Long.MAX_VALUE);
        await(replica.execute(new Command.GrantLease(id, Math.max(1, seconds))));
        return id;
    }

    private static Optional<String> refusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(Result.Refused(var rejection), _, _) ->
                    Optional.of(rejection.toString());
            case Outcome.Applied(Result.Kv(KvResult.TxnDone(var succeeded, _, _), _), _, _) ->
                    succeeded ? Optional.empty() : Optional.of("somebody else was quicker");
            case Outcome.Applied _ -> Optional.empty();
            case Outcome.NotApplied(var refusal) -> Optional.of(refusal.toString());
            case Outcome.Unknown(var reason) -> Optional.of(reason.toString());
        };
    }

    private static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the replica must not fail", e);
        }
    }
}
