package turtlelab.node.http.gateway.socket;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages of a WebSocket as one body, a line each. The next one is asked for when all of the
 * last one has been read, so there is never more than one, and the end is noticed meanwhile.
 */
final class FrameBody extends InputStream {
    private static final byte[] NONE = {};

    private final Runnable demand;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] message = NONE;
    private int at;
    private boolean isOver;

    /**
     * An empty body, whose first message has been asked for.
     *
     * @param demand asks for one more message; does not block
     */
    FrameBody(Runnable demand) {
        this.demand = demand;
    }

    /** The message that was asked for. Does not block. */
    void add(byte[] text) {
        lock.lock();
        try {
            message = new byte[text.length + 1];
            System.arraycopy(text, 0, message, 0, text.length);
            message[text.length] = '\n';
            at = 0;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** No more will come. */
    void end() {
        lock.lock();
        try {
            isOver = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws InterruptedIOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws InterruptedIOException {
        lock.lock();
        try {
            awaitMessage();
            int count = Math.min(length, message.length - at);
            System.arraycopy(message, at, into, offset, count);
            at += count;
            if (count > 0 && at == message.length && !isOver) {
                demand.run();
            }
            return count == 0 && length > 0 ? -1 : count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there is something to read, or nothing will come. */
    private void awaitMessage() throws InterruptedIOException {
        try {
            while (at == message.length && !isOver) {
                changed.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the call is over");
        }
    }
}
