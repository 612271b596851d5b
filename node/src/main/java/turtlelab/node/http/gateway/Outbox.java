package turtlelab.node.http.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;

/**
 * What waits to be written to a client that is served in JSON, and how many more requests of its
 * may be read. Senders never block; the one writer does. Any thread.
 */
final class Outbox<A> implements Caller<A> {
    private static final int READY_BYTES = 32 * 1024;
    private static final int READY_ANSWERS = 64;

    /** What the writer has to do next. */
    sealed interface Next<A> {
        /** Write it; {@code last} for now: nothing else waits. */
        record Answer<A>(A answer, boolean last) implements Next<A> {}

        record End<A>() implements Next<A> {}

        record Failure<A>(EtcdError error) implements Next<A> {}

        /** Nothing came in time. */
        record Silence<A>() implements Next<A> {}
    }

    private final ToIntFunction<A> size;
    private final Semaphore requests = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<Next<A>> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /**
     * An empty one.
     *
     * @param size of an answer in bytes, about
     */
    Outbox(ToIntFunction<A> size) {
        this.size = size;
    }

    @Override
    public void send(A answer) {
        lock.lock();
        try {
            waitingBytes += size.applyAsInt(answer);
            put(new Next.Answer<>(answer, true));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isReady() {
        lock.lock();
        try {
            return waitingBytes < READY_BYTES && waiting.size() < READY_ANSWERS;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ask(int more) {
        requests.release(more);
    }

    @Override
    public void end() {
        put(new Next.End<>());
    }

    @Override
    public void fail(EtcdError error) {
        put(new Next.Failure<>(error));
    }

    /** Waits until one more request may be read. */
    void awaitDemand() throws InterruptedException {
        requests.acquire();
    }

    /** Waits for something to write. */
    Next<A> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && nanos > 0) {
                nanos = more.awaitNanos(nanos);
            }
            var next = waiting.poll();
            if (next == null) {
                return new Next.Silence<>();
            }
            if (next instanceof Next.Answer<A>(var answer, _)) {
                waitingBytes -= size.applyAsInt(answer);
                return new Next.Answer<>(answer, waiting.isEmpty());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void put(Next<A> next) {
        lock.lock();
        try {
            waiting.add(next);
            more.signal();
        } finally {
            lock.unlock();
        }
    }
}
