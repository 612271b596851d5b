package turtlelab.node.grpc;

import io.grpc.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often one call was started, and how it ended. Safe from any thread. */
public final class CallCounter {
    private final LongAdder started = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Map<Status.Code, LongAdder> handled = new EnumMap<>(Status.Code.class);

    public CallCounter() {
        for (var code : Status.Code.values()) {
            handled.put(code, new LongAdder());
        }
    }

    public long started() {
        return started.sum();
    }

    /** Requests that came. */
    public long received() {
        return received.sum();
    }

    /** Answers that went out. */
    public long sent() {
        return sent.sum();
    }

    /** How many ended so. */
    public long handled(Status.Code code) {
        var count = handled.get(code);
        return count == null ? 0 : count.sum();
    }

    /** One more began. */
    public void start() {
        started.increment();
    }

    /** One more request came. */
    public void receive() {
        received.increment();
    }

    /** One more answer goes out. */
    public void send() {
        sent.increment();
    }

    /** One ended so. */
    public void end(Status.Code code) {
        var count = handled.get(code);
        if (count != null) {
            count.increment();
        }
    }
}
