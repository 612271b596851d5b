package turtlelab.node.base;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits, in bounded time, for what other threads and other nodes do. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long FIRST_STEP_NANOS = 10_000_000;

    /** Whoever waits for long asks less often: on a busy machine asking is what makes it wait. */
    private static final long LONGEST_STEP_NANOS = 80_000_000;

    private Eventually() {}

    /** What is to become true; one that throws is not true yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns once it holds; fails after a minute. */
    public static void eventually(Condition condition) {
        eventually("what was waited for", condition);
    }

    /**
     * Returns once it holds; fails after a minute.
     *
     * @param what is waited for, for who reads the failure
     */
    public static void eventually(String what, Condition condition) {
        long deadline = Time.SYSTEM.deadline(LIMIT);
        @Nullable Exception last = null;
        long step = FIRST_STEP_NANOS;
        while (!Time.SYSTEM.isPast(deadline)) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(step);
            step = Math.min(step + step / 4, LONGEST_STEP_NANOS);
        }
        fail(what + " did not happen within " + LIMIT, last);
    }
}
