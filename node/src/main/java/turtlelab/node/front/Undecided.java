package turtlelab.node.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A connection whose protocol is not known yet, with the bytes read so far. Sniffer thread only.
 */
final class Undecided {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final List<Door> doors;
    private final long deadlineNanos;
    private byte[] seen = NOTHING;

    Undecided(SocketChannel channel, List<Door> doors, long deadlineNanos) {
        this.channel = channel;
        this.doors = doors;
        this.deadlineNanos = deadlineNanos;
    }

    SocketChannel channel() {
        return channel;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    ByteBuffer prefix() {
        return ByteBuffer.wrap(seen);
    }

    /**
     * Reads what is there, at most up to the scratch buffer's size in all.
     *
     * @return whether the client may still send more
     */
    boolean read(ByteBuffer scratch) throws IOException {
        scratch.clear().limit(scratch.capacity() - seen.length);
        int count = channel.read(scratch);
        if (count > 0) {
            int known = seen.length;
            seen = Arrays.copyOf(seen, known + count);
            scratch.flip().get(seen, known, count);
        }
        return count >= 0;
    }

    /** The door that knows this protocol; empty while more bytes are needed. */
    Optional<Door> door() {
        return doors.stream().filter(door -> look(door) == Verdict.YES).findFirst();
    }

    /** Whether no door can ever say yes. */
    boolean isHopeless(int limit) {
        return seen.length >= limit
                || (seen.length > 0 && doors.stream().allMatch(door -> look(door) == Verdict.NO));
    }

    private Verdict look(Door door) {
        return seen.length == 0 ? Verdict.NEED_MORE : door.matcher().look(prefix());
    }
}
