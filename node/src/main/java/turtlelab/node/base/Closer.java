package turtlelab.node.base;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Who opens, closes: in reverse order, also when opening fails half-way. The first failure is
 * thrown, later ones are suppressed into it. Used by one thread.
 */
public final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Notes what was just opened and hands it back. */
    public <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Moves everything to a new owner; closing this closer then closes nothing. */
    public Closer keep() {
        var kept = new Closer();
        kept.opened.addAll(opened);
        opened.clear();
        return kept;
    }

    @Override
    public void close() throws Exception {
        @Nullable Exception failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
