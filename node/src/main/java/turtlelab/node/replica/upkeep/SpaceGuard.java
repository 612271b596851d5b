package turtlelab.node.replica.upkeep;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import turtlelab.node.base.MemberId;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.Growth;
import turtlelab.node.state.alarm.RaisedAlarm;

/**
 * Watches this member's quota (etcd reference B.7). What would not fit is not even proposed; the
 * alarm that it raises then stops such commands on every member alike, also those under way. Any
 * thread.
 *
 * <p>What counts is live data as of the last commit: space that is free again needs no
 * defragmentation to be used, and a commit is never far away.
 */
public final class SpaceGuard {
    private final RaisedAlarm alarm;
    private final long quotaBytes;
    private final Inside inside;
    private final Function<Command, CompletableFuture<Outcome>> door;
    private final AtomicBoolean raising = new AtomicBoolean();

    /**
     * A guard.
     *
     * @param quotaBytes negative for no bound
     * @param door where commands are proposed
     */
    public SpaceGuard(
            MemberId self,
            long quotaBytes,
            Inside inside,
            Function<Command, CompletableFuture<Outcome>> door) {
        this.alarm = new RaisedAlarm(self, Alarm.NOSPACE);
        this.quotaBytes = quotaBytes;
        this.inside = inside;
        this.door = door;
    }

    /** Why a command must not be proposed. The alarm is on when the answer is there. */
    public Optional<CompletableFuture<Rejection>> refusal(Command command) {
        if (quotaBytes < 0) {
            return Optional.empty();
        }
        var growth = Growth.of(command);
        if (growth == 0 || inside.storage().liveBytes() + growth <= quotaBytes) {
            return Optional.empty();
        }
        return Optional.of(
                isRaised()
                        ? CompletableFuture.completedFuture(Rejection.NO_SPACE)
                        : door.apply(new Command.RaiseAlarm(alarm))
                                .thenApply(_ -> Rejection.NO_SPACE));
    }

    /** Raises the alarm also when others' commands have filled this member. Timer thread. */
    public void tick() {
        var full = quotaBytes >= 0 && inside.storage().liveBytes() > quotaBytes;
        if (full && !isRaised() && raising.compareAndSet(false, true)) {
            var _ = door.apply(new Command.RaiseAlarm(alarm)).thenRun(() -> raising.set(false));
        }
    }

    private boolean isRaised() {
        return inside.state().alarms().contains(alarm);
    }
}
