package turtlelab.node.app.upkeep;

import java.time.Duration;
import java.util.Optional;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.GoDuration;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.maintenance.CompactionPlan;
import turtlelab.node.maintenance.PeriodicPlan;
import turtlelab.node.maintenance.RevisionPlan;

/**
 * How the node looks after its data.
 *
 * @param quotaBytes most live data; negative for any amount
 * @param compaction what to keep by itself; empty for everything
 * @param checkAtStart whether to compare data with the others before serving clients
 * @param checkPause between comparisons of the members' data; zero for none
 */
public record UpkeepConfig(
        long quotaBytes, Optional<Kept> compaction, boolean checkAtStart, Duration checkPause) {
    private static final long DEFAULT_QUOTA = 2L << 30;

    /** What auto compaction keeps. */
    public sealed interface Kept {
        CompactionPlan plan(long nanos, long revision);

        /** The history of a period. */
        record Period(Duration length) implements Kept {
            @Override
            public CompactionPlan plan(long nanos, long revision) {
                return new PeriodicPlan(length, nanos, revision);
            }
        }

        /** A number of revisions. */
        record Revisions(long count) implements Kept {
            @Override
            public CompactionPlan plan(long nanos, long revision) {
                return new RevisionPlan(count);
            }
        }
    }

    /**
     * Reads it out of the settings.
     *
     * @throws ConfigFailure when the retention is none
     */
    public static UpkeepConfig of(Settings settings) throws ConfigFailure {
        var quota = settings.number("quota-backend-bytes");
        return new UpkeepConfig(
                quota == 0 ? DEFAULT_QUOTA : quota,
                kept(settings),
                settings.truth("experimental-initial-corrupt-check"),
                GoDuration.parse(settings.text("experimental-corrupt-check-time"))
                        .orElse(Duration.ZERO));
    }

    /** As in etcd a bare number means hours, or revisions; a duration means a period. */
    private static Optional<Kept> kept(Settings settings) throws ConfigFailure {
        var text = settings.text("auto-compaction-retention");
        var byRevision = settings.text("auto-compaction-mode").equals("revision");
        if (byRevision && text.matches("\\d{1,18}")) {
            var count = Long.parseLong(text);
            return count == 0 ? Optional.empty() : Optional.of(new Kept.Revisions(count));
        }
        var period =
                text.matches("\\d{1,6}")
                        ? Optional.of(Duration.ofHours(Long.parseLong(text)))
                        : GoDuration.parse(text);
        if (period.isEmpty() || period.get().isNegative() || byRevision) {
            throw ConfigFailure.refused(
                    "error parsing CompactionRetention: "
                            + (byRevision
                                    ? "not a number of revisions: \"" + text + "\""
                                    : "time: invalid duration \"" + text + "\""));
        }
        return period.get().isZero()
                ? Optional.empty()
                : Optional.of(new Kept.Period(period.get()));
    }
}
