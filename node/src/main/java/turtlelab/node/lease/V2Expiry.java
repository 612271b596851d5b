package turtlelab.node.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.v2.V2Command;

/**
 * Lets v2 keys expire: every 500 ms the leader, and only the leader, proposes to delete what is due
 * by its wall clock, a bounded batch after the other. One proposal is under way at a time; one that
 * got lost is simply made again, since nothing expires twice.
 */
public final class V2Expiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(V2Expiry.class);
    private static final long PERIOD_MILLIS = 500;
    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(true);

    private final Replica replica;
    private final Time time;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("v2-expiry").factory());
    private CompletableFuture<?> underWay = NOTHING;

    V2Expiry(Replica replica, Time time) {
        this.replica = replica;
        this.time = time;
    }

    /** Starts the duty on a thread of its own; on followers it only looks whether they lead. */
    public static V2Expiry start(Replica replica, Time time) {
        var expiry = new V2Expiry(replica, time);
        var _ =
                expiry.thread.scheduleWithFixedDelay(
                        expiry::run, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return expiry;
    }

    /** The end of a thread: a bug here must not end the duty in silence. */
    private void run() {
        try {
            tick();
        } catch (RuntimeException bug) {
            LOG.error("v2 keys expire no more, by a bug", bug);
            throw bug;
        }
    }

    /** Looks once. */
    void tick() {
        if (underWay.isDone()) {
            underWay = expireWhatIsDue();
        }
    }

    private CompletableFuture<?> expireWhatIsDue() {
        long now = time.now().toEpochMilli();
        if (replica.status().role() != Role.LEADER
                || replica.state().v2().nextExpirationMillis() > now) {
            return NOTHING;
        }
        return replica.execute(new Command.V2(new V2Command.Expire(now))).thenCompose(this::goOn);
    }

    private CompletableFuture<?> goOn(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied _ -> expireWhatIsDue();
            case Outcome.NotApplied(var reason) -> {
                LOG.debug("expiry not applied: {}", reason);
                yield NOTHING;
            }
            case Outcome.Unknown(var reason) -> {
                LOG.debug("expiry unknown: {}", reason);
                yield NOTHING;
            }
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
