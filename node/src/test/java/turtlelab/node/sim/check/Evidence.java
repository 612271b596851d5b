package turtlelab.node.sim.check;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often each fault bit. A batch of seeds in which one never did has proved nothing about it.
 */
public final class Evidence {
    private final Map<Fact, Long> counts = new EnumMap<>(Fact.class);

    public void count(Fact fact) {
        counts.merge(fact, 1L, Long::sum);
    }

    public void count(Fact fact, long times) {
        if (times > 0) {
            counts.merge(fact, times, Long::sum);
        }
    }

    public void addAll(Evidence other) {
        other.counts.forEach((fact, count) -> counts.merge(fact, count, Long::sum));
    }

    public long of(Fact fact) {
        return counts.getOrDefault(fact, 0L);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(
                        entry ->
                                entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                        + " "
                                        + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What is counted. */
    public enum Fact {
        LEADERS,
        ENTRIES_COMMITTED,
        SUFFIXES_CUT,
        PREVOTES_REFUSED,
        SNAPSHOTS_INSTALLED,
        LOGS_RESTARTED,
        CHANGES_APPLIED,
        CHANGES_REFUSED,
        TRANSFERS_DONE,
        TORN_TAILS,
        ENTRIES_REPLAYED,
        POWER_LOSSES,
        KILLS,
        PAUSES,
        PARTITIONS,
        ONE_WAY_CUTS,
        CLOGS,
        MESSAGES_LOST,
        MESSAGES_DOUBLED,
        MESSAGES_OVERTAKEN,
        FAILED_SYNCS,
        SLOW_DISKS,
        ROTTEN_LOGS_REFUSED,
        WIPED_DISKS_REPLACED,
        NODES_REMOVED,
        WRITES_ACKNOWLEDGED,
        WRITES_UNKNOWN,
        READS_AT_LEADER,
        READS_AT_FOLLOWER
    }
}
