package turtlelab.node.http.v2.watch;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2View;

/**
 * One client that waits, as a cursor over the history: it holds no events and no thread. When it is
 * woken, a thread of its own sends what there is, however slowly the client reads; a client that
 * falls behind the history loses its stream, as in etcd.
 */
public final class Watcher {
    private final V2Interest interest;
    private final boolean stream;
    private final Client client;
    private final Supplier<V2View> views;

    private long examined;
    private long wanted;
    private boolean sending = true;
    private boolean over;

    /** Where events go. Both may block while the client is slow. */
    interface Client {
        /** False when the client can have no more. */
        boolean send(Event event);

        void end();
    }

    /**
     * How to watch.
     *
     * @param from the first index of interest
     * @param stream whether to go on after the first event
     */
    public record Order(V2Interest interest, long from, boolean stream) {}

    Watcher(Order order, Client client, Supplier<V2View> views) {
        this.interest = order.interest;
        this.stream = order.stream;
        this.examined = order.from - 1;
        this.client = client;
        this.views = views;
    }

    V2Interest interest() {
        return interest;
    }

    /**
     * An event at this index concerns it, and none before that it was not offered; sends unless
     * that is going on.
     */
    void offer(long index, Executor threads) {
        synchronized (this) {
            if (over || index <= examined) {
                return;
            }
            wanted = Math.max(wanted, index);
            if (sending) {
                return;
            }
            examined = index - 1;
            sending = true;
        }
        threads.execute(this::send);
    }

    /** Sends all there is; the first time, from the index asked for. One thread at a time. */
    void send() {
        while (isGoingOn()) {
            switch (views.get().next(interest, examined + 1)) {
                case V2Next.Found(var event) -> {
                    examined = event.node().modifiedIndex();
                    if (!client.send(event) || !stream) {
                        end();
                    }
                }
                case V2Next.UpToDate(var index) -> {
                    if (rest(index)) {
                        return;
                    }
                }
                case V2Next.Cleared _ -> end();
            }
        }
    }

    /** Ends it, whoever wants that. */
    void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        client.end();
    }

    private synchronized boolean isGoingOn() {
        return !over;
    }

    /** Stops sending unless something was offered meanwhile. */
    private synchronized boolean rest(long index) {
        examined = Math.max(examined, index);
        sending = wanted > examined;
        return !sending;
    }
}
