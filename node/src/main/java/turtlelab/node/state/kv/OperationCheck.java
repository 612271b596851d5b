package turtlelab.node.state.kv;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.Rejection;

/**
 * What can be refused without looking at the state (etcd reference B.2, "Txn" and "Limits"): the
 * doors ask before they propose, the state asks again.
 */
public final class OperationCheck {
    /**
     * Transactions may not be nested deeper than this, whatever the budget: the stack is finite. It
     * is what etcd's default budget allows.
     */
    public static final int MAX_DEPTH = 129;

    private OperationCheck() {}

    /**
     * Why an operation can never be right.
     *
     * @param maxTxnOps operations (or guards) in one branch, what is nested in it included
     */
    public static Optional<Rejection> refusal(Operation operation, int maxTxnOps) {
        return switch (operation) {
            case Operation.Range(var range, _) -> needKey(range.key());
            case Operation.Delete(var range, _) -> needKey(range.key());
            case Operation.Put put -> refusal(put);
            case Operation.Txn txn -> shape(txn, maxTxnOps, MAX_DEPTH).or(() -> overlap(txn));
        };
    }

    private static Optional<Rejection> refusal(Operation.Put put) {
        if (put.key().isEmpty()) {
            return Optional.of(Rejection.EMPTY_KEY);
        }
        if (put.ignoreValue() && !put.value().isEmpty()) {
            return Optional.of(Rejection.VALUE_PROVIDED);
        }
        return put.ignoreLease() && put.lease() != 0
                ? Optional.of(Rejection.LEASE_PROVIDED)
                : Optional.empty();
    }

    private static Optional<Rejection> needKey(Bytes key) {
        return key.isEmpty() ? Optional.of(Rejection.EMPTY_KEY) : Optional.empty();
    }

    /** Sizes and single operations; what is nested has the rest of the budget. */
    private static Optional<Rejection> shape(Operation.Txn txn, int budget, int depthLeft) {
        var width =
                Math.max(
                        txn.compares().size(),
                        Math.max(txn.success().size(), txn.failure().size()));
        if (width > budget || depthLeft == 0) {
            return Optional.of(Rejection.TOO_MANY_OPERATIONS);
        }
        for (var compare : txn.compares()) {
            if (compare.range().key().isEmpty()) {
                return Optional.of(Rejection.EMPTY_KEY);
            }
        }
        var rest = budget - width;
        return shape(txn.success(), rest, depthLeft - 1)
                .or(() -> shape(txn.failure(), rest, depthLeft - 1));
    }

    private static Optional<Rejection> shape(List<Operation> branch, int budget, int depthLeft) {
        for (var operation : branch) {
            var refusal =
                    operation instanceof Operation.Txn nested
                            ? shape(nested, budget, depthLeft)
                            : refusal(operation, budget);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Rejection> overlap(Operation.Txn txn) {
        var clean = new Touched().collect(txn.success()) && new Touched().collect(txn.failure());
        return clean ? Optional.empty() : Optional.of(Rejection.DUPLICATE_KEY);
    }

    /**
     * What one branch puts and deletes. As in etcd, the two branches of a nested transaction
     * exclude each other; a nested delete counts against what comes after it and against the outer
     * puts; and the end of an open delete ("from this key on") is taken literally, so that it meets
     * nothing.
     */
    private static final class Touched {
        private final Set<Bytes> puts = new HashSet<>();
        private final Spans deletes = new Spans();

        /** False when a key is put twice, or put and deleted. */
        boolean collect(List<Operation> branch) {
            for (var operation : branch) {
                if (operation instanceof Operation.Delete(var range, _)) {
                    deletes.add(range.key(), endOf(range));
                }
            }
            for (var operation : branch) {
                if (operation instanceof Operation.Txn txn && !nest(txn)) {
                    return false;
                }
            }
            for (var operation : branch) {
                if (operation instanceof Operation.Put put && !put(put.key(), Set.of())) {
                    return false;
                }
            }
            return true;
        }

        private boolean nest(Operation.Txn txn) {
            var success = new Touched();
            var failure = new Touched();
            if (!success.collect(txn.success()) || !failure.collect(txn.failure())) {
                return false;
            }
            if (!putAll(success.puts, Set.of()) || !putAll(failure.puts, success.puts)) {
                return false;
            }
            deletes.addAll(success.deletes);
            deletes.addAll(failure.deletes);
            return true;
        }

        private boolean putAll(Collection<Bytes> keys, Set<Bytes> excluded) {
            return keys.stream().allMatch(key -> put(key, excluded));
        }

        private boolean put(Bytes key, Set<Bytes> mayRepeat) {
            return (puts.add(key) || mayRepeat.contains(key)) && !deletes.contains(key);
        }

        private static Bytes endOf(KeyRange range) {
            return range.isSingle() ? successor(range.key()) : range.end();
        }

        private static Bytes successor(Bytes key) {
            var next = new byte[key.length() + 1];
            System.arraycopy(key.raw(), 0, next, 0, key.length());
            return Bytes.wrap(next);
        }
    }

    /** A union of ranges {@code [from, to)}, kept as disjoint ones. */
    private static final class Spans {
        private final TreeMap<Bytes, Bytes> spans = new TreeMap<>();

        void addAll(Spans others) {
            others.spans.forEach(this::add);
        }

        void add(Bytes from, Bytes to) {
            if (from.compareTo(to) >= 0) {
                return;
            }
            var start = from;
            var end = to;
            for (var near = spans.lowerEntry(successorOf(to));
                    near != null && near.getValue().compareTo(start) >= 0;
                    near = spans.lowerEntry(successorOf(to))) {
                spans.remove(near.getKey());
                start = near.getKey().compareTo(start) < 0 ? near.getKey() : start;
                end = near.getValue().compareTo(end) > 0 ? near.getValue() : end;
            }
            spans.put(start, end);
        }

        boolean contains(Bytes key) {
            var near = spans.floorEntry(key);
            return near != null && near.getValue().compareTo(key) > 0;
        }

        private static Bytes successorOf(Bytes key) {
            return Touched.successor(key);
        }
    }
}
