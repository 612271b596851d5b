package turtlelab.node.state;

import turtlelab.node.base.Count;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;

/**
 * How often each operation was done on this member since it opened its state, as etcd counts them:
 * those of transactions one by one, and a transaction when it does more than one. Any thread; no
 * part of the state.
 */
public final class KvCounts {
    private final Count puts = new Count();
    private final Count deletions = new Count();
    private final Count ranges = new Count();
    private final Count txns = new Count();

    /** Counts what was answered; what was refused has not been done. */
    public void note(KvAnswer answer) {
        if (answer instanceof KvAnswer.Answered(var result) && noted(result) > 1) {
            txns.one();
        }
    }

    private int noted(KvResult result) {
        return switch (result) {
            case KvResult.Put _ -> one(puts);
            case KvResult.Deleted _ -> one(deletions);
            case KvResult.Ranged _ -> one(ranges);
            case KvResult.TxnDone(_, var answers, _) -> {
                int operations = 0;
                for (var inner : answers) {
                    operations += noted(inner);
                }
                yield operations;
            }
        };
    }

    private static int one(Count count) {
        count.one();
        return 1;
    }

    public long puts() {
        return puts.sum();
    }

    /** Deletions asked for, whether or not there was anything to delete. */
    public long deletions() {
        return deletions.sum();
    }

    public long ranges() {
        return ranges.sum();
    }

    public long txns() {
        return txns.sum();
    }
}
