package turtlelab.node.replica.upkeep;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.MemberId;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.Growth;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.index.KeyMemory;

/**
 * Watches this member's quota (etcd reference B.7) and what its keys take of its memory. What would
 * not fit is not even proposed; the alarm that it raises then stops such commands on every member
 * alike, also those under way. Any thread.
 *
 * <p>What counts of the file is live data as of the last commit: space that is free again needs no
 * defragmentation to be used, and a commit is never far away.
 */
public final class SpaceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceGuard.class);

    private final RaisedAlarm alarm;
    private final Limits limits;
    private final Inside inside;
    private final Function<Command, CompletableFuture<Outcome>> door;
    private final AtomicBoolean raising = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * How much there may be.
     *
     * @param fileBytes live data in the state's file; negative for no bound
     * @param keys memory for all keys that history knows
     */
    public record Limits(long fileBytes, KeyMemory keys) {}

    /**
     * A guard.
     *
     * @param door where commands are proposed
     */
    public SpaceGuard(
            MemberId self,
            Limits limits,
            Inside inside,
            Function<Command, CompletableFuture<Outcome>> door) {
        this.alarm = new RaisedAlarm(self, Alarm.NOSPACE);
        this.limits = limits;
        this.inside = inside;
        this.door = door;
    }

    /** Why a command must not be proposed. The alarm is on when the answer is there. */
    public Optional<CompletableFuture<Rejection>> refusal(Command command) {
        var growth = Growth.of(command);
        if (growth == 0 || fits(growth)) {
            return Optional.empty();
        }
        return Optional.of(
                isRaised()
                        ? CompletableFuture.completedFuture(Rejection.NO_SPACE)
                        : raise().thenApply(_ -> Rejection.NO_SPACE));
    }

    /** Raises the alarm also when others' commands have filled this member. Timer thread. */
    public void tick() {
        if (isRaised()) {
            return;
        }
        told.set(false);
        if (!fits(0) && raising.compareAndSet(false, true)) {
            var _ = raise().thenRun(() -> raising.set(false));
        }
    }

    private boolean fits(long growth) {
        return fitsFile(growth) && (!keys().exceeds(limits.keys) || isWaitingForARevision());
    }

    /**
     * A compaction keeps what was deleted in its very revision: for that to go, too, the next one
     * needs a newer revision, which a request has to make.
     */
    private boolean isWaitingForARevision() {
        var kv = inside.state().kv();
        return kv.compactedRevision() == kv.revision();
    }

    private boolean fitsFile(long growth) {
        return limits.fileBytes < 0 || inside.storage().liveBytes() + growth <= limits.fileBytes;
    }

    private KeyMemory keys() {
        return inside.state().kv().memory();
    }

    private boolean isRaised() {
        return inside.state().alarms().contains(alarm);
    }

    private CompletableFuture<Outcome> raise() {
        if (told.compareAndSet(false, true)) {
            tell();
        }
        return door.apply(new Command.RaiseAlarm(alarm));
    }

    private void tell() {
        var keys = keys();
        if (keys.exceeds(limits.keys)) {
            LOG.warn(
                    "no space: the {} keys that history knows take {} MB of the heap (at most {})"
                            + " and {} MB outside it (at most {}); compact and disarm the alarm, or"
                            + " give this member a larger heap (TURTLED_HEAP)",
                    inside.state().kv().keys(),
                    keys.heapBytes() >> 20,
                    limits.keys.heapBytes() >> 20,
                    keys.outsideBytes() >> 20,
                    limits.keys.outsideBytes() >> 20);
        } else {
            LOG.warn(
                    "no space: the state's file has come to its quota of {} bytes; compact and"
                            + " disarm the alarm, or give it more (--quota-backend-bytes)",
                    limits.fileBytes);
        }
    }
}
