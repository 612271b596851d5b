package turtlelab.node.state.kv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.Rejection;

/**
 * The store's rules once more, written for simplicity alone: a whole copy of the key space for each
 * revision. Understands flat transactions of checked operations.
 */
final class KvModel {
    private final TreeMap<Long, TreeMap<Bytes, KeyValue>> history = new TreeMap<>();
    private long compacted = -1;

    KvModel() {
        history.put(1L, new TreeMap<>());
    }

    long revision() {
        return history.lastKey();
    }

    long compacted() {
        return compacted;
    }

    Optional<Rejection> compact(long revision) {
        if (revision <= compacted) {
            return Optional.of(Rejection.COMPACTED);
        }
        if (revision > revision()) {
            return Optional.of(Rejection.FUTURE_REVISION);
        }
        compacted = revision;
        history.headMap(revision).clear();
        return Optional.empty();
    }

    KvAnswer apply(Operation operation) {
        var before = history.lastEntry().getValue();
        var work = new Work(before);
        if (operation instanceof Operation.Txn txn) {
            var holds = txn.compares().stream().allMatch(compare -> holds(compare, before));
            var branch = holds ? txn.success() : txn.failure();
            for (var each : branch) {
                if (each instanceof Operation.Range(_, var options) && options.revision() > 0) {
                    var refusal = refusal(options.revision());
                    if (refusal.isPresent()) {
                        return new KvAnswer.Refused(refusal.get());
                    }
                }
            }
            var answers = branch.stream().map(work::perform).toList();
            work.end();
            return new KvAnswer.Answered(new KvResult.TxnDone(holds, answers, revision()));
        }
        if (operation instanceof Operation.Range(_, var options)) {
            var refusal = refusal(options.revision());
            if (refusal.isPresent()) {
                return new KvAnswer.Refused(refusal.get());
            }
        }
        var answer = work.perform(operation);
        work.end();
        return new KvAnswer.Answered(answer);
    }

    private Optional<Rejection> refusal(long asked) {
        if (asked > revision()) {
            return Optional.of(Rejection.FUTURE_REVISION);
        }
        return asked > 0 && asked < compacted ? Optional.of(Rejection.COMPACTED) : Optional.empty();
    }

    private static boolean holds(Compare compare, Map<Bytes, KeyValue> now) {
        var found = now.values().stream().filter(kv -> compare.range().contains(kv.key())).toList();
        if (found.isEmpty()) {
            return !(compare.operand() instanceof Compare.Operand.Value)
                    && holds(compare, new KeyValue(Bytes.EMPTY, Bytes.EMPTY, 0, 0, 0, 0));
        }
        return found.stream().allMatch(kv -> holds(compare, kv));
    }

    private static boolean holds(Compare compare, KeyValue kv) {
        var order =
                switch (compare.operand()) {
                    case Compare.Operand.Version(var n) -> Long.compare(kv.version(), n);
                    case Compare.Operand.CreateRevision(var n) ->
                            Long.compare(kv.createRevision(), n);
                    case Compare.Operand.ModRevision(var n) -> Long.compare(kv.modRevision(), n);
                    case Compare.Operand.Value(var value) -> kv.value().compareTo(value);
                    case Compare.Operand.Lease(var n) -> Long.compare(kv.lease(), n);
                };
        return switch (compare.relation()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
        };
    }

    /** One request under way. */
    private final class Work {
        private final TreeMap<Bytes, KeyValue> after;
        private final long main = revision() + 1;
        private boolean changed;

        Work(Map<Bytes, KeyValue> before) {
            after = new TreeMap<>(before);
        }

        void end() {
            if (changed) {
                history.put(main, after);
            }
        }

        KvResult perform(Operation operation) {
            return switch (operation) {
                case Operation.Put put -> put(put);
                case Operation.Delete(var range, var prevKv) -> delete(range, prevKv);
                case Operation.Range(var range, var options) -> range(range, options);
                case Operation.Txn _ -> throw new IllegalArgumentException("nested");
            };
        }

        private KvResult put(Operation.Put put) {
            changed = true;
            var old = after.get(put.key());
            after.put(put.key(), next(put, old));
            return new KvResult.Put(put.prevKv() ? old : null, main);
        }

        private KeyValue next(Operation.Put put, @Nullable KeyValue old) {
            return old == null
                    ? new KeyValue(put.key(), put.value(), main, main, 1, 0)
                    : new KeyValue(
                            put.key(),
                            put.value(),
                            old.createRevision(),
                            main,
                            old.version() + 1,
                            0);
        }

        private KvResult delete(KeyRange range, boolean prevKv) {
            var doomed = after.values().stream().filter(kv -> range.contains(kv.key())).toList();
            doomed.forEach(kv -> after.remove(kv.key()));
            changed |= !doomed.isEmpty();
            return new KvResult.Deleted(
                    doomed.size(), prevKv ? doomed : List.of(), changed ? main : main - 1);
        }

        private KvResult range(KeyRange range, RangeOptions options) {
            var asked =
                    options.revision() <= 0
                            ? after
                            : history.floorEntry(options.revision()).getValue();
            var matches =
                    new ArrayList<>(
                            asked.values().stream()
                                    .filter(kv -> range.contains(kv.key()))
                                    .toList());
            var count = matches.size();
            var now = changed ? main : main - 1;
            if (options.countOnly()) {
                return new KvResult.Ranged(List.of(), count, false, now);
            }
            matches.removeIf(kv -> options.minMod() != 0 && kv.modRevision() < options.minMod());
            matches.removeIf(kv -> options.maxMod() != 0 && kv.modRevision() > options.maxMod());
            matches.removeIf(
                    kv -> options.minCreate() != 0 && kv.createRevision() < options.minCreate());
            matches.removeIf(
                    kv -> options.maxCreate() != 0 && kv.createRevision() > options.maxCreate());
            matches.sort(comparator(options));
            var more = options.limit() > 0 && matches.size() > options.limit();
            var shown = more ? matches.subList(0, (int) options.limit()) : matches;
            return new KvResult.Ranged(
                    shown.stream().map(kv -> options.keysOnly() ? bare(kv) : kv).toList(),
                    count,
                    more,
                    now);
        }

        private static KeyValue bare(KeyValue kv) {
            return new KeyValue(
                    kv.key(),
                    Bytes.EMPTY,
                    kv.createRevision(),
                    kv.modRevision(),
                    kv.version(),
                    kv.lease());
        }

        private static Comparator<KeyValue> comparator(RangeOptions options) {
            Comparator<KeyValue> order =
                    switch (options.target()) {
                        case KEY -> Comparator.comparing(KeyValue::key);
                        case VERSION -> Comparator.comparingLong(KeyValue::version);
                        case CREATE -> Comparator.comparingLong(KeyValue::createRevision);
                        case MOD -> Comparator.comparingLong(KeyValue::modRevision);
                        case VALUE -> Comparator.comparing(KeyValue::value);
                    };
            var descending = options.order() == RangeOptions.SortOrder.DESCENDING;
            return (descending ? order.reversed() : order).thenComparing(KeyValue::key);
        }
    }
}
