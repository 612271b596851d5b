package turtlelab.node.http.v2.wire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits plainly for what the replica promised: a request has its own thread. The replica keeps its
 * deadline; the one here only makes sure that a broken promise holds nobody for ever.
 */
public final class Waiting {
    private static final long LAST_RESORT_SECONDS = 60;

    private Waiting() {}

    public static <T> T awaitOr(CompletableFuture<T> promised, Supplier<T> whenBroken)
            throws InterruptedException {
        try {
            return promised.get(LAST_RESORT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return whenBroken.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the replica failed", e.getCause());
        }
    }
}
