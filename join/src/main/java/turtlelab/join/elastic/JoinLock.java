package turtlelab.join.elastic;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;

/**
 * Lets one joiner at a time change the membership: a key of the cluster itself, created and removed
 * by compare-and-swap. A lock that nobody has touched for a while was left by a joiner that died;
 * it is taken over, by this joiner's own clock, so clocks need not agree.
 */
final class JoinLock implements AutoCloseable {
    static final String KEY = "_turtlelab/join/lock";
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final KeySpace keys;
    private final Journal journal;
    private final long revision;

    private JoinLock(KeySpace keys, Journal journal, long revision) {
        this.keys = keys;
        this.journal = journal;
        this.revision = revision;
    }

    /** How long to wait for another joiner, and when to take him for dead. */
    record Patience(Duration longest, Duration abandoned) {}

    /** Takes the lock; empty when another joiner keeps it for too long. */
    static Optional<JoinLock> take(
            Cluster cluster, String name, Patience patience, Clock clock, Journal journal)
            throws IOException, ClusterRefused, InterruptedException {
        var keys = new KeySpace(cluster);
        var begin = clock.nanos();
        var own = name + " " + UUID.randomUUID();
        var seen = new KeySpace.Item(KEY, "", -1, -1);
        var seenSince = begin;
        while (true) {
            var taken = keys.putIfAt(KEY, 0, own);
            if (taken.isPresent()) {
                return Optional.of(new JoinLock(keys, journal, taken.get()));
            }
            var held = keys.get(KEY);
            if (held.filter(it -> it.value().equals(own)).isPresent()) { // the answer was lost
                return Optional.of(new JoinLock(keys, journal, held.get().modified()));
            }
            if (held.isPresent() && held.get().modified() != seen.modified()) {
                seen = held.get();
                seenSince = clock.nanos();
                journal.note("another joiner, %s, is at work: waiting".formatted(joiner(seen)));
            }
            if (held.isPresent() && clock.since(seenSince).compareTo(patience.abandoned()) >= 0) {
                var stolen = keys.putIfAt(KEY, seen.modified(), own);
                if (stolen.isPresent()) {
                    journal.warn(
                            "the join of %s was abandoned: taken over".formatted(joiner(seen)));
                    return Optional.of(new JoinLock(keys, journal, stolen.get()));
                }
            }
            if (clock.since(begin).compareTo(patience.longest()) >= 0) {
                return Optional.empty();
            }
            clock.pause(PAUSE);
        }
    }

    private static String joiner(KeySpace.Item held) {
        return held.value().replaceFirst(" .*", "");
    }

    /** Gives it back, if it is still ours. */
    @Override
    public void close() {
        try {
            keys.deleteIfAt(KEY, revision);
        } catch (IOException | ClusterRefused e) {
            journal.warn(
                    "the lock %s stays until somebody takes it over: %s"
                            .formatted(KEY, e.getMessage()));
        }
    }
}
