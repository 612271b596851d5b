package turtlelab.node.state.alarm;

import java.util.List;
import turtlelab.node.state.Command;
import turtlelab.node.state.kv.Operation;

/**
 * How many bytes a command may add to the state at most: etcd's charges against its quota. A
 * command that adds none, such as a deletion, is accepted even when there is no space.
 */
public final class Growth {
    private static final int LEASE_BYTES = 64;
    private static final int KEY_VALUE_BYTES = 256;

    private Growth() {}

    /** In bytes; 0 for whatever etcd lets pass without space. */
    public static long of(Command command) {
        return switch (command) {
            case Command.Write(var operation) -> of(operation);
            case Command.WriteInTerm(var operation, var _) -> of(operation);
            case Command.GrantLease _ -> LEASE_BYTES;
            case Command.Compact _,
                    Command.RevokeLease _,
                    Command.ExpireLeases _,
                    Command.V2 _,
                    Command.V2Auth _,
                    Command.PublishMember _,
                    Command.SetClusterVersion _,
                    Command.RaiseAlarm _,
                    Command.DisarmAlarm _ ->
                    0;
        };
    }

    private static long of(Operation operation) {
        return switch (operation) {
            case Operation.Put put -> KEY_VALUE_BYTES + put.key().length() + put.value().length();
            case Operation.Delete _, Operation.Range _ -> 0;
            case Operation.Txn txn -> Math.max(of(txn.success()), of(txn.failure()));
        };
    }

    private static long of(List<Operation> branch) {
        return branch.stream().mapToLong(Growth::of).sum();
    }
}
