package turtlelab.node.state.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import turtlelab.node.state.Rejection;

/**
 * The branches a request takes. All guards, nested ones too, see what was there before the request:
 * the whole path is known before anything is written (as in etcd).
 */
record Plan(List<Step> steps) {
    /** One operation, or a transaction with the branch it takes. */
    sealed interface Step {}

    record Single(Operation operation) implements Step {}

    record Branch(boolean succeeded, Plan inner) implements Step {}

    static Plan of(List<Operation> operations, KvReader reader, KvReader.Moment moment) {
        var steps = new ArrayList<Step>(operations.size());
        for (var operation : operations) {
            steps.add(
                    operation instanceof Operation.Txn txn
                            ? branch(txn, reader, moment)
                            : new Single(operation));
        }
        return new Plan(steps);
    }

    private static Step branch(Operation.Txn txn, KvReader reader, KvReader.Moment moment) {
        var succeeded = reader.holds(txn.compares(), moment);
        return new Branch(succeeded, of(succeeded ? txn.success() : txn.failure(), reader, moment));
    }

    /** A range of the path at a future or compacted revision refuses the whole request. */
    Optional<Rejection> refuseRanges(KvReader.Moment moment) {
        for (var step : steps) {
            var refusal =
                    switch (step) {
                        case Single(Operation.Range(_, var options)) ->
                                moment.refusal(options.revision());
                        case Single _ -> Optional.<Rejection>empty();
                        case Branch(_, var inner) -> inner.refuseRanges(moment);
                    };
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Answers a path that holds ranges only. */
    List<KvResult> read(KvReader reader, KvReader.Moment moment) {
        var answers = new ArrayList<KvResult>(steps.size());
        for (var step : steps) {
            answers.add(
                    switch (step) {
                        case Single(Operation.Range range) -> reader.range(range, moment);
                        case Single _ ->
                                throw new IllegalArgumentException("not a read-only transaction");
                        case Branch(var succeeded, var inner) ->
                                new KvResult.TxnDone(succeeded, inner.read(reader, moment), 0);
                    });
        }
        return answers;
    }
}
