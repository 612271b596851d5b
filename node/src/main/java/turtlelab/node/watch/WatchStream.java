package turtlelab.node.watch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one client on one stream. What the client says goes into a mailbox, from any
 * thread; all the rest belongs to the watch thread.
 *
 * <p>Answers go straight to the client while it takes them. Else a bounded number of them waits
 * here, in order; a watch that finds no room any more lags, and reads its events from the history
 * later. So a slow client costs a bounded amount of memory, however much happens.
 */
public final class WatchStream {
    private static final int MOST_WAITING = 4096;
    private static final long MOST_WAITING_BYTES = 1 << 20;

    private final WatchClient client;
    private final Consumer<WatchStream> owner;
    private final EventCounts events;
    private final AtomicBoolean noticed = new AtomicBoolean();
    private final Queue<StreamRequest> mailbox = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    // Of the watch thread.
    final Map<Long, Watch> watches = new HashMap<>();
    final ArrayDeque<Watch> lagging = new ArrayDeque<>();
    int laggards;
    boolean inRow;
    int progressWatches;
    long progressDue;
    boolean inClock;

    /** The client wants to hear when everything up to this revision has been told; 0: nothing. */
    long inquiry;

    private final ArrayDeque<WatchAnswer> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int unasked;
    private long nextId;

    /**
     * A stream without watches.
     *
     * @param owner is told, on any thread, that the stream has something to say
     * @param events counts those of all streams
     */
    WatchStream(WatchClient client, Consumer<WatchStream> owner, EventCounts events) {
        this.client = client;
        this.owner = owner;
        this.events = events;
    }

    /** The client asks for something; no more than {@link WatchClient#ask asked} for. */
    public void request(StreamRequest request) {
        mailbox.add(request);
        notice();
    }

    /** The client takes more again. */
    public void ready() {
        notice();
    }

    /** The client has gone; its watches end. */
    public void closed() {
        closed = true;
        notice();
    }

    boolean isClosed() {
        return closed;
    }

    /** The watch thread looks now; whatever is said from here on makes it look again. */
    void looked() {
        noticed.set(false);
    }

    /** The oldest request; null when there is none. Once answered, one more may come. */
    @Nullable StreamRequest nextRequest() {
        var request = mailbox.poll();
        if (request != null) {
            unasked++;
        }
        return request;
    }

    /** Whether one more answer has its place; without it a watch must lag. */
    boolean hasRoom() {
        return waiting.size() < MOST_WAITING && waitingBytes < MOST_WAITING_BYTES;
    }

    /** Whether everything told so far is on its way and the client takes more. */
    boolean isFree() {
        return waiting.isEmpty() && client.isReady();
    }

    /** Sends, or keeps for later; in order in any case. */
    void tell(WatchAnswer answer) {
        if (isFree()) {
            send(answer);
        } else {
            waiting.add(answer);
            waitingBytes += answer.weight();
            events.waiting().add(answer.events());
        }
    }

    /** Sends what waits, as far as the client takes it, and lets as many requests come. */
    void flush() {
        while (!waiting.isEmpty() && client.isReady()) {
            var answer = waiting.remove();
            waitingBytes -= answer.weight();
            events.waiting().add(-answer.events());
            send(answer);
        }
        if (unasked > 0 && hasRoom()) {
            client.ask(unasked);
            unasked = 0;
        }
    }

    private void send(WatchAnswer answer) {
        events.sent().add(answer.events());
        client.send(answer);
    }

    /** Gives up what waits: nobody will take it. */
    void discard() {
        waiting.forEach(answer -> events.waiting().add(-answer.events()));
        waiting.clear();
        lagging.clear();
    }

    long freeId() {
        while (watches.containsKey(nextId)) {
            nextId++;
        }
        return nextId++;
    }

    private void notice() {
        if (noticed.compareAndSet(false, true)) {
            owner.accept(this);
        }
    }
}
