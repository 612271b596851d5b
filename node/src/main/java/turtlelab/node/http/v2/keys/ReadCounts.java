package turtlelab.node.http.v2.keys;

import java.util.concurrent.atomic.LongAdder;
import turtlelab.node.state.v2.V2Result;

/** How many reads of the v2 tree this member answered; any thread. */
public final class ReadCounts {
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void count(V2Result result) {
        (result instanceof V2Result.Error ? failures : successes).increment();
    }

    public long successes() {
        return successes.sum();
    }

    public long failures() {
        return failures.sum();
    }
}
