package turtlelab.node.state.kv;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.kv.index.KeyHistory;
import turtlelab.node.state.kv.index.KeyIndex;
import turtlelab.node.state.kv.index.Packed;

/**
 * One request that may write, from its checks to its answer: everything in it happens at the
 * revision after {@code before}, numbered in order. Nothing is written when it is refused, unless
 * for the size of its answer: that is another one on each member. Apply thread; used once.
 */
final class KvWriter {
    private final KeyIndex index;
    private final Revisions revisions;
    private final KvReader reader;
    private final KvStore.Leases leases;
    private final KvReader.Moment before;
    private int changes;

    KvWriter(KvReader reader, KvStore.Leases leases, KvReader.Moment before) {
        this.index = reader.index();
        this.revisions = reader.revisions();
        this.leases = leases;
        this.reader = reader;
        this.before = before;
    }

    /** The store's revision with what was written so far. */
    long revision() {
        return changes == 0 ? before.revision() : before.revision() + 1;
    }

    KvAnswer run(Operation operation) {
        var plan = Plan.of(List.of(operation), reader, before);
        var refusal = refusePuts(plan).or(() -> refuseRanges(plan));
        if (refusal.isPresent()) {
            return new KvAnswer.Refused(refusal.get());
        }
        var answer = top(perform(plan).getFirst());
        return reader.overflow()
                .<KvAnswer>map(KvAnswer.Refused::new)
                .orElseGet(() -> new KvAnswer.Answered(answer));
    }

    /** Only a nested answer has no revision of its own; the outermost tells the store's. */
    private KvResult top(KvResult answer) {
        return answer instanceof KvResult.TxnDone(var succeeded, var answers, _)
                ? new KvResult.TxnDone(succeeded, answers, revision())
                : answer;
    }

    private Optional<Rejection> refusePuts(Plan plan) {
        for (var step : plan.steps()) {
            var refusal =
                    switch (step) {
                        case Plan.Single(Operation.Put put) -> refusal(put);
                        case Plan.Single _ -> Optional.<Rejection>empty();
                        case Plan.Branch(_, var inner) -> refusePuts(inner);
                    };
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> refusal(Operation.Put put) {
        if (put.lease() != 0 && !leases.exists(put.lease())) {
            return Optional.of(Rejection.LEASE_NOT_FOUND);
        }
        if (!put.ignoreValue() && !put.ignoreLease()) {
            return Optional.empty();
        }
        var history = index.get(put.key());
        return history == null || !history.isLive()
                ? Optional.of(Rejection.KEY_NOT_FOUND)
                : Optional.empty();
    }

    private Optional<Rejection> refuseRanges(Plan plan) {
        return plan.refuseRanges(before);
    }

    private List<KvResult> perform(Plan plan) {
        var answers = new ArrayList<KvResult>(plan.steps().size());
        for (var step : plan.steps()) {
            answers.add(
                    switch (step) {
                        case Plan.Single(var operation) -> perform(operation);
                        case Plan.Branch(var succeeded, var inner) ->
                                new KvResult.TxnDone(succeeded, perform(inner), 0);
                    });
        }
        return answers;
    }

    private KvResult perform(Operation operation) {
        return switch (operation) {
            case Operation.Range range -> range(range);
            case Operation.Put put -> put(put);
            case Operation.Delete delete -> delete(delete);
            case Operation.Txn _ -> throw new IllegalStateException("a transaction is a branch");
        };
    }

    private KvResult range(Operation.Range range) {
        if (reader.isAnswering()) {
            try {
                return reader.range(range, new KvReader.Moment(revision(), before.compacted()));
            } catch (KvReader.TooLarge _) {
                // The answer as a whole will tell; what else is to be written is written.
            }
        }
        return new KvResult.Ranged(List.of(), 0, false, revision());
    }

    private KvResult put(Operation.Put put) {
        var history = index.get(put.key());
        var previous = needsPrevious(put) ? reader.current(put.key()) : null;
        var main = before.revision() + 1;
        var life =
                history == null || !history.isLive()
                        ? new KeyHistory.Life(main, 1)
                        : new KeyHistory.Life(
                                history.life().createRevision(), history.life().version() + 1);
        var packed = Packed.revision(main, changes, false);
        var version = written(put, previous, life);
        revisions.appendPut(packed, version);
        index.put(
                put.key().raw(),
                history == null
                        ? KeyHistory.startingWith(packed, life)
                        : history.with(packed, life));
        leases.written(put.key(), version.lease());
        changes++;
        var told = put.prevKv() && previous != null && reader.admits(previous);
        return new KvResult.Put(told ? previous : null, revision());
    }

    private boolean needsPrevious(Operation.Put put) {
        return put.ignoreValue() || put.ignoreLease() || (put.prevKv() && reader.isAnswering());
    }

    private KeyValue written(Operation.Put put, @Nullable KeyValue previous, KeyHistory.Life life) {
        var value = put.ignoreValue() && previous != null ? previous.value() : put.value();
        var lease = put.ignoreLease() && previous != null ? previous.lease() : put.lease();
        var main = before.revision() + 1;
        return new KeyValue(put.key(), value, life.createRevision(), main, life.version(), lease);
    }

    private KvResult delete(Operation.Delete delete) {
        var previous = new ArrayList<KeyValue>();
        var deleted = 0;
        // One name at a time: all of them might be more than the heap can hold. That the keys get
        // new histories on the way leaves the walk where it is.
        for (var walk = index.in(delete.range()); walk.next(); ) {
            if (walk.history().isLive()) {
                delete(Bytes.wrap(walk.key()), delete.prevKv() ? previous : null);
                deleted++;
            }
        }
        return new KvResult.Deleted(deleted, List.copyOf(previous), revision());
    }

    private void tell(KeyValue deleted, List<KeyValue> previous) {
        if (reader.admits(deleted)) {
            previous.add(deleted);
        }
    }

    /** Deletes keys that are there, in the order given. */
    void deleteAll(List<Bytes> keys) {
        keys.forEach(key -> delete(key, null));
    }

    private void delete(Bytes key, @Nullable List<KeyValue> previous) {
        var history = index.get(key);
        if (history == null || !history.isLive()) {
            throw new IllegalStateException("a key to be deleted is gone");
        }
        if (previous != null && reader.isAnswering()) {
            tell(requireNonNull(reader.current(key)), previous);
        }
        var packed = Packed.revision(before.revision() + 1, changes, true);
        revisions.appendDeletion(packed, key);
        index.put(key.raw(), history.with(packed, KeyHistory.Life.OVER));
        leases.deleted(key);
        changes++;
    }
}
