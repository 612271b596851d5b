package turtlelab.node.front.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that go away while their request waits for something to happen: HTTP itself would
 * only see it when there is something to write. Thread {@code client-hangups} looks at the sockets
 * of all of them once a second.
 */
public final class Hangups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hangups.class);
    private static final long PERIOD_MILLIS = 1000;

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("client-hangups").factory());

    private Hangups() {}

    /** Starts to look. */
    public static Hangups start() {
        var hangups = new Hangups();
        var _ =
                hangups.thread.scheduleWithFixedDelay(
                        hangups::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return hangups;
    }

    /** A request that waits; whoever answers it closes this first. */
    public interface Watch extends AutoCloseable {
        /** Nobody looks at the socket any more when this returns. */
        @Override
        void close();
    }

    /**
     * Looks after a connection from now on, whose request has been read whole.
     *
     * @param gone called at most once, on this object's thread: do not block
     */
    public Watch watch(ClientLine line, Runnable gone) {
        var waiter = new Waiter(line, gone);
        waiters.add(waiter);
        return waiter;
    }

    /** The end of a thread: a bug here must not end the duty in silence. */
    private void look() {
        try {
            waiters.forEach(Waiter::look);
        } catch (RuntimeException bug) {
            LOG.error("clients that hang up are noticed no more, by a bug", bug);
            throw bug;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Waiter implements Watch {
        private final ClientLine line;
        private final Runnable gone;
        private boolean over;

        Waiter(ClientLine line, Runnable gone) {
            this.line = line;
            this.gone = gone;
        }

        void look() {
            synchronized (this) {
                if (over || !line.isGone()) {
                    return;
                }
                over = true;
            }
            waiters.remove(this);
            gone.run();
        }

        @Override
        public void close() {
            synchronized (this) {
                over = true;
            }
            waiters.remove(this);
        }
    }
}
