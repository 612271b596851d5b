package turtlelab.node.http.v2.watch;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import turtlelab.node.replica.V2Listener;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2View;

/**
 * Who waits for what. Each new event is looked at once, on the apply thread, and wakes the few
 * watchers that it concerns: they are found by path, so that thousands of others cost nothing. What
 * is woken runs on virtual threads.
 */
public final class WatchHub implements V2Listener, AutoCloseable {
    /** The character behind the slash: what begins with a path and a slash sorts before it. */
    private static final char BEHIND_SLASH = '/' + 1;

    private final Supplier<V2View> views;
    private final ConcurrentSkipListMap<Seat, Watcher> seats =
            new ConcurrentSkipListMap<>(
                    Comparator.comparing(Seat::path).thenComparingLong(Seat::number));
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final Executor threads = Thread.ofVirtual().name("v2-watch-", 0)::start;
    private volatile boolean closed;

    /** Of the apply thread. */
    private long seen;

    /** Where a watcher sits; several may share a path. */
    private record Seat(String path, long number) {}

    /**
     * Nobody waits yet.
     *
     * @param views gives the newest state of the tree
     */
    public WatchHub(Supplier<V2View> views) {
        this.views = views;
        this.seen = views.get().index();
    }

    /** How many are waiting now. */
    public int watchers() {
        return count.get();
    }

    /** How many ever waited. */
    public long requests() {
        return requests.sum();
    }

    /**
     * Begins to watch: what there is already is sent on another thread.
     *
     * @return what can end it
     */
    Watcher open(Watcher.Order order, Watcher.Client client) {
        var seat = new Seat(order.interest().path(), numbers.incrementAndGet());
        var watcher = new Watcher(order, new Leaving(client, seat), views);
        requests.increment();
        count.incrementAndGet();
        seats.put(seat, watcher);
        if (closed) {
            watcher.end();
        } else {
            threads.execute(watcher::send);
        }
        return watcher;
    }

    @Override
    public void happened(List<V2Result> answers) {
        for (var answer : answers) {
            switch (answer) {
                case Event event -> wake(event);
                case V2Result.Expired(var events, _) -> events.forEach(this::wake);
                case V2Result.Error _ -> {}
            }
        }
    }

    @Override
    public void replaced() {
        long first = seen + 1;
        seats.values().forEach(watcher -> watcher.offer(first, threads));
        seen = Math.max(seen, views.get().index());
    }

    private void wake(Event event) {
        seen = event.node().modifiedIndex();
        if (count.get() == 0) {
            return;
        }
        var key = event.node().key();
        at(V2Path.ROOT, event);
        for (int end = key.indexOf('/', 1); end > 0; end = key.indexOf('/', end + 1)) {
            at(key.substring(0, end), event);
        }
        at(key, event);
        if (V2Interest.endsDirectory(event)) {
            offer(new Seat(key + "/", 0), new Seat(key + BEHIND_SLASH, 0), event);
        }
    }

    private void at(String path, Event event) {
        offer(new Seat(path, 0), new Seat(path, Long.MAX_VALUE), event);
    }

    private void offer(Seat from, Seat to, Event event) {
        for (var watcher : seats.subMap(from, to).values()) {
            if (watcher.interest().test(event)) {
                watcher.offer(seen, threads);
            }
        }
    }

    /** Ends every watch. */
    @Override
    public void close() {
        closed = true;
        seats.values().forEach(Watcher::end);
    }

    /** The client of a watcher, whose end also frees its seat. */
    private final class Leaving implements Watcher.Client {
        private final Watcher.Client client;
        private final Seat seat;

        Leaving(Watcher.Client client, Seat seat) {
            this.client = client;
            this.seat = seat;
        }

        @Override
        public boolean send(Event event) {
            return client.send(event);
        }

        @Override
        public void end() {
            seats.remove(seat);
            count.decrementAndGet();
            client.end();
        }
    }
}
