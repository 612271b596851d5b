package turtlelab.node.http.v2.keys;

import java.util.concurrent.atomic.LongAdder;
import turtlelab.node.state.v2.V2Result;

/** How many reads of the v2 tree this member answered; any thread. */
public final class ReadCounts {
    private final Count plain = new Count();
    private final Count recursive = new Count();

    /** Reads of one kind. */
    public static final class Count {
        private final LongAdder successes = new LongAdder();
        private final LongAdder failures = new LongAdder();

        private Count() {}

        public long successes() {
            return successes.sum();
        }

        public long failures() {
            return failures.sum();
        }

        public long total() {
            return successes() + failures();
        }
    }

    void count(V2Result result, boolean whole) {
        var count = whole ? recursive : plain;
        (result instanceof V2Result.Error ? count.failures : count.successes).increment();
    }

    /** Of one key or one level of a directory. */
    public Count plain() {
        return plain;
    }

    /** Of a directory with all that is below it. */
    public Count recursive() {
        return recursive;
    }

    public long successes() {
        return plain.successes() + recursive.successes();
    }

    public long failures() {
        return plain.failures() + recursive.failures();
    }
}
