package turtlelab.node.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory that the bodies of all requests may take at once, so that many large ones
 * cannot end the node. Small requests always pass; large ones wait for their turn.
 */
final class BodyBudget {
    /** What no request has to ask for. */
    static final int FREE_BYTES = 64 * 1024;

    /** No route reads more of a body, whatever the client declares. */
    static final int LONGEST_BODY = 10 << 20;

    /** Reading and parsing copies a body several times. */
    private static final int SHARE_OF_HEAP = 16;

    private static final String CHARGED = BodyBudget.class.getName();

    private final Semaphore bytes;
    private final Duration patience;

    BodyBudget(long bytes, Duration patience) {
        this.bytes = new Semaphore(Math.toIntExact(bytes), true);
        this.patience = patience;
    }

    /** A sixteenth of the heap, and at least one body of the longest kind. */
    static BodyBudget ofThisProcess(Duration patience) {
        return new BodyBudget(shareOf(Runtime.getRuntime().maxMemory()), patience);
    }

    /** What bodies may take of a heap, in bytes. */
    static long shareOf(long heapBytes) {
        return Math.clamp(heapBytes / SHARE_OF_HEAP, LONGEST_BODY, Integer.MAX_VALUE);
    }

    /**
     * Charges a request until {@link #release}; a body of unknown length is charged as the longest.
     *
     * @return false when others have held the memory for too long
     */
    boolean admit(Context request) throws InterruptedException {
        long declared = request.req().getContentLengthLong();
        boolean chunked = request.header("Transfer-Encoding") != null;
        int charge = chunked ? LONGEST_BODY : Math.clamp(declared, 0, LONGEST_BODY);
        if (charge <= FREE_BYTES) {
            return true;
        }
        if (!bytes.tryAcquire(charge, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        request.attribute(CHARGED, charge);
        return true;
    }

    /** Gives back what the request was charged, if anything. */
    void release(Context request) {
        Integer charge = request.attribute(CHARGED);
        if (charge != null) {
            request.attribute(CHARGED, null);
            bytes.release(charge);
        }
    }
}
