package turtlelab.node.watch;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.replica.Replica;

/**
 * All watches of this member, and the one thread, {@code watch}, that leads them. It sleeps until
 * revisions are published or a client says something; then it reads the new history once and tells
 * the watches whose ranges it touches. In between, watches that lag read the older history step by
 * step, so that nobody waits long for anybody else. An idle watch costs its memory and nothing
 * more.
 */
public final class Watches implements AutoCloseable {
    private static final long LONGEST_SLEEP_NANOS = 1_000_000_000;
    private static final int STREAMS_PER_ROUND = 1024;
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private final WatchDesk desk;
    private final ProgressClock clock;
    private final FatalHandler fatal;
    private final Doorbell doorbell = new Doorbell();
    private final Queue<WatchStream> noticed = new ConcurrentLinkedQueue<>();
    private final EventCounts events = new EventCounts();
    private final Thread thread;
    private volatile WatchFigures figures = new WatchFigures(0, 0, 0, 0);
    private volatile boolean listening;
    private volatile boolean closed;

    private Watches(Replica replica, Time time, Duration progressInterval, FatalHandler fatal) {
        this.clock = new ProgressClock(time, progressInterval);
        this.desk = new WatchDesk(replica.state().kv(), clock, events);
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::run);
    }

    /**
     * Starts to watch.
     *
     * @param progressInterval between two notices to watches that want to hear that nothing happens
     * @param fatal told of a bug that ended the thread: watches that stand still must not look idle
     */
    public static Watches start(
            Replica replica, Time time, Duration progressInterval, FatalHandler fatal) {
        var watches = new Watches(replica, time, progressInterval, fatal);
        replica.onPublication(watches::published);
        watches.thread.start();
        return watches;
    }

    /** A stream of watches for a client, who may put one request and is then asked for more. */
    public WatchStream open(WatchClient client) {
        return new WatchStream(
                client,
                stream -> {
                    noticed.add(stream);
                    doorbell.ring();
                },
                events);
    }

    /** As of the last round. */
    public WatchFigures figures() {
        return figures;
    }

    /** Given to clients since the start; an event counts once for each watch that heard of it. */
    public long sentEvents() {
        return events.sent().sum();
    }

    private void run() {
        try {
            while (!closed) {
                listening = true; // before anything is looked at: what is published later rings
                round();
                figures = desk.figures();
                if (noticed.isEmpty() && !desk.hasWork()) {
                    listening = figures.streams() > 0;
                    doorbell.await(clock.nanosLeft(LONGEST_SLEEP_NANOS));
                }
            }
        } catch (RuntimeException e) {
            fatal.failed("watches stand still", e);
        }
    }

    /** On the path of every write: without any stream nobody is woken. */
    private void published() {
        if (listening) {
            doorbell.ring();
        }
    }

    private void round() {
        desk.tellNews(); // newcomers need not hear what nobody waited for
        for (int i = 0; i < STREAMS_PER_ROUND; i++) {
            var stream = noticed.poll();
            if (stream == null) {
                break;
            }
            stream.looked();
            desk.attend(stream);
        }
        desk.tellNews();
        desk.catchUp();
        desk.answerInquiries();
        desk.tellProgress();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        doorbell.ring();
        thread.join(END_PATIENCE);
    }
}
