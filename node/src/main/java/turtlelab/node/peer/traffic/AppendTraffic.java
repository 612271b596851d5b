package turtlelab.node.peer.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.Message;

/**
 * The appends between this member and the others since it started (etcd reference A.7); of
 * heartbeats only those that were late are counted, as in etcd. Any thread.
 */
public final class AppendTraffic {
    /** About what an append weighs without its entries. */
    private static final int OVERHEAD_BYTES = 64;

    private final Time time;
    private final Flow sent;
    private final Flow received;
    private final Map<MemberId, Acknowledgements> followers = new ConcurrentHashMap<>();

    private final Punctuality punctuality;

    /**
     * Nothing has passed yet.
     *
     * @param heartbeat between two heartbeats of a leader
     */
    public AppendTraffic(Time time, Duration heartbeat) {
        this.time = time;
        this.punctuality = new Punctuality(time, heartbeat);
        this.sent = new Flow(time);
        this.received = new Flow(time);
    }

    /** How many ever, and per second of late. */
    public record Figures(long count, double perSecond, double bytesPerSecond) {}

    /** From sending to acknowledgement, in milliseconds; all 0 before the first. */
    public record Latency(
            double current,
            double average,
            double standardDeviation,
            double minimum,
            double maximum) {}

    /** What this member as a leader knows of a follower. */
    public record Follower(Latency latency, long failures, long successes) {}

    /** A message goes out. */
    public void sending(Message message) {
        if (message instanceof Message.Append append) {
            sent.passed(size(append));
            of(append.to()).sent(append.lastIndex());
        } else if (message instanceof Message.Heartbeat heartbeat) {
            punctuality.sending(heartbeat);
        }
    }

    /** Heartbeats of this member as a leader that went out too late. */
    public long lateHeartbeats() {
        return punctuality.late();
    }

    /** A message came in. */
    public void received(Message message) {
        switch (message) {
            case Message.Append append -> {
                received.passed(size(append));
                followers.values().forEach(Acknowledgements::forget);
            }
            case Message.AppendAccepted accepted -> of(accepted.from()).accepted(accepted.match());
            case Message.AppendRefused refused -> of(refused.from()).refused();
            case Message.PreVoteRequest _,
                    Message.PreVoteAnswer _,
                    Message.VoteRequest _,
                    Message.VoteAnswer _,
                    Message.Heartbeat _,
                    Message.HeartbeatAnswer _,
                    Message.ForwardedCommands _,
                    Message.ForwardedChange _,
                    Message.ForwardRefused _,
                    Message.ReadRequest _,
                    Message.ReadAnswer _,
                    Message.TimeoutNow _,
                    Message.SnapshotOffer _,
                    Message.SnapshotChunk _,
                    Message.SnapshotAnswer _,
                    Message.Removed _ -> {}
        }
    }

    /** The connection to a member is there. */
    public void reached(MemberId peer) {
        of(peer).reached();
    }

    /** The connection to a member is gone, and with it what was on the way. */
    public void lost(MemberId peer) {
        of(peer).lost();
    }

    public Figures sent() {
        return sent.figures();
    }

    public Figures received() {
        return received.figures();
    }

    public Follower follower(MemberId id) {
        return of(id).figures();
    }

    private Acknowledgements of(MemberId peer) {
        return followers.computeIfAbsent(peer, _ -> new Acknowledgements(time));
    }

    private static long size(Message.Append append) {
        return OVERHEAD_BYTES + append.entries().stream().mapToLong(Entry::size).sum();
    }
}
