package turtlelab.node.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.Message;

/**
 * Messages that wait to be written to one member, bounded in number and bytes. While connected the
 * newest is dropped when there is no room; while not connected only the newest few are kept,
 * because what is old then would arrive late and be of no use. Any thread.
 */
final class Outbox {
    private static final int MOST_MESSAGES = 8192;
    private static final long MOST_BYTES = 16L << 20;
    private static final int KEPT_UNCONNECTED = 16;
    private static final int OVERHEAD = 64;

    private final Deque<Message> waiting = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean connected;

    /** Takes a message; true when nothing was waiting, so somebody must be woken to write it. */
    synchronized boolean offer(Message message) {
        if (!connected && waiting.size() >= KEPT_UNCONNECTED) {
            discardOldest();
        }
        if (waiting.size() >= MOST_MESSAGES || bytes >= MOST_BYTES) {
            dropped++;
            return false;
        }
        waiting.add(message);
        bytes += size(message);
        return waiting.size() == 1;
    }

    synchronized @Nullable Message poll() {
        var message = waiting.poll();
        if (message != null) {
            bytes -= size(message);
        }
        return message;
    }

    synchronized void connected(boolean now) {
        connected = now;
        while (!connected && waiting.size() > KEPT_UNCONNECTED) {
            discardOldest();
        }
    }

    /** How many messages were dropped so far. */
    synchronized long dropped() {
        return dropped;
    }

    private void discardOldest() {
        if (poll() != null) {
            dropped++;
        }
    }

    private static long size(Message message) {
        return switch (message) {
            case Message.Append append ->
                    OVERHEAD + append.entries().stream().mapToLong(Entry::size).sum();
            case Message.ForwardedCommands forwarded ->
                    OVERHEAD + forwarded.commands().stream().mapToLong(Bytes::length).sum();
            case Message.SnapshotChunk chunk -> OVERHEAD + chunk.data().length();
            case Message.PreVoteRequest _,
                    Message.PreVoteAnswer _,
                    Message.VoteRequest _,
                    Message.VoteAnswer _,
                    Message.AppendAccepted _,
                    Message.AppendRefused _,
                    Message.Heartbeat _,
                    Message.HeartbeatAnswer _,
                    Message.ForwardedChange _,
                    Message.ForwardRefused _,
                    Message.ReadRequest _,
                    Message.ReadAnswer _,
                    Message.TimeoutNow _,
                    Message.SnapshotOffer _,
                    Message.SnapshotAnswer _,
                    Message.Removed _ ->
                    OVERHEAD;
        };
    }
}
