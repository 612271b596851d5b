package turtlelab.node.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.consensus.FatalHandler;

/**
 * Why a node comes to its end without being asked to. The first reason counts, and is told before
 * anybody acts on it: who ends the process does not wait for the log. Any thread.
 */
public final class Ending implements FatalHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final AtomicBoolean known = new AtomicBoolean();
    private final CompletableFuture<Reason> reason = new CompletableFuture<>();

    /** Why. */
    public enum Reason {
        /** The cluster has removed this member. */
        REMOVED,
        /** The disk or the program failed: nothing can be trusted any more. */
        FAILED
    }

    /** Completes when the node has to end. */
    public CompletableFuture<Reason> reason() {
        return reason.copy();
    }

    @Override
    public void failed(String what, Throwable cause) {
        if (known.compareAndSet(false, true)) {
            LOG.error("this node must stop, since it cannot go on safely: {}", what, cause);
            reason.complete(Reason.FAILED);
        }
    }

    @Override
    public void removed() {
        if (known.compareAndSet(false, true)) {
            LOG.error(
                    "the member has been permanently removed from the cluster; to use this machine"
                            + " again, wipe the data dir and add a new member");
            reason.complete(Reason.REMOVED);
        }
    }
}
