package turtlelab.node.grpc;

import java.util.List;
import turtlelab.node.state.kv.Operation;

/** How much an operation's answer may hold, and whether it changes anything. */
final class Weight {
    private Weight() {}

    /**
     * Whether the answer holds at most one key-value per operation: written out in microseconds.
     */
    static boolean isLight(Operation operation) {
        return switch (operation) {
            case Operation.Put _ -> true;
            case Operation.Delete(var range, var prevKv) -> !prevKv || range.isSingle();
            case Operation.Range(var range, _) -> range.isSingle();
            case Operation.Txn txn ->
                    txn.compares().stream().allMatch(compare -> compare.range().isSingle())
                            && allLight(txn.success())
                            && allLight(txn.failure());
        };
    }

    static boolean isReadOnly(Operation operation) {
        return switch (operation) {
            case Operation.Put _, Operation.Delete _ -> false;
            case Operation.Range _ -> true;
            case Operation.Txn txn -> allReadOnly(txn.success()) && allReadOnly(txn.failure());
        };
    }

    private static boolean allLight(List<Operation> operations) {
        return operations.stream().allMatch(Weight::isLight);
    }

    private static boolean allReadOnly(List<Operation> operations) {
        return operations.stream().allMatch(Weight::isReadOnly);
    }
}
