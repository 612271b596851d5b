package turtlelab.node.consensus.threads;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.engine.Event;

/**
 * The engine thread's inbox, bounded by bytes: requests are turned away first, then messages; what
 * the engine's own threads report is always taken, for it is bounded by the work that was given to
 * them.
 */
final class Inbox {
    private static final long REQUEST_BYTES = 16L << 20;
    private static final long MESSAGE_BYTES = 48L << 20;
    private static final long FIXED_SHARE = 128;

    private final WakingQueue<Event> queue;
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param rest how the engine's thread sleeps while nothing is in the inbox
     */
    Inbox(Rest rest) {
        queue = new WakingQueue<>(rest);
    }

    /** Takes a caller's request; false when there are too many. */
    boolean offerRequest(Event event) {
        return offer(event, REQUEST_BYTES);
    }

    /** Takes a message; false when it must be dropped. */
    boolean offerMessage(Event event) {
        return offer(event, MESSAGE_BYTES);
    }

    void post(Event event) {
        bytes.addAndGet(weight(event));
        queue.add(event);
    }

    void wake() {
        queue.wake();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    void drain(List<Event> into, int most) {
        queue.drain(into, most);
        long drained = 0;
        for (var event : into) {
            drained += weight(event);
        }
        bytes.addAndGet(-drained);
    }

    void await(long nanos) {
        queue.await(nanos);
    }

    private boolean offer(Event event, long limit) {
        if (bytes.get() >= limit) {
            return false;
        }
        post(event);
        return true;
    }

    private static long weight(Event event) {
        if (event instanceof Event.Propose propose) {
            return FIXED_SHARE + propose.command().length();
        }
        return event instanceof Event.Arrived(var message) ? weight(message) : FIXED_SHARE;
    }

    private static long weight(Message message) {
        long weight = FIXED_SHARE;
        if (message instanceof Message.Append append) {
            for (var entry : append.entries()) {
                weight += entry.size();
            }
        } else if (message instanceof Message.ForwardedCommands forwarded) {
            for (var command : forwarded.commands()) {
                weight += command.length();
            }
        } else if (message instanceof Message.SnapshotChunk chunk) {
            weight += chunk.data().length();
        }
        return weight;
    }
}
