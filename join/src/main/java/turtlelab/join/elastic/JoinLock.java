package turtlelab.join.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;

/**
 * Lets one joiner at a time change the membership: a key of the cluster itself, created and removed
 * by compare-and-swap. A lock that nobody has touched for a while was left by a joiner that died;
 * it is taken over, by this joiner's own clock, so clocks need not agree.
 */
final class JoinLock implements AutoCloseable {
    static final String KEY = "_turtlelab/join/lock";
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Cluster cluster;
    private final Journal journal;
    private final long revision;

    private JoinLock(Cluster cluster, Journal journal, long revision) {
        this.cluster = cluster;
        this.journal = journal;
        this.revision = revision;
    }

    /** How long to wait for another joiner, and when to take him for dead. */
    record Patience(Duration longest, Duration abandoned) {}

    /** Who holds the lock, as of a revision. */
    private record Held(String by, long revision) {
        String joiner() {
            return by.replaceFirst(" .*", "");
        }
    }

    /** Takes the lock; empty when another joiner keeps it for too long. */
    static Optional<JoinLock> take(
            Cluster cluster, String name, Patience patience, Clock clock, Journal journal)
            throws IOException, ClusterRefused, InterruptedException {
        var begin = clock.nanos();
        var own = name + " " + UUID.randomUUID();
        var seen = new Held("", -1);
        var seenSince = begin;
        while (true) {
            var taken = put(cluster, own, compare("CREATE", "createRevision", 0));
            if (taken.isPresent()) {
                return Optional.of(new JoinLock(cluster, journal, taken.get()));
            }
            var held = holder(cluster);
            if (held.filter(it -> it.by().equals(own)).isPresent()) { // the answer was lost
                return Optional.of(new JoinLock(cluster, journal, held.get().revision()));
            }
            if (held.isPresent() && held.get().revision() != seen.revision()) {
                seen = held.get();
                seenSince = clock.nanos();
                journal.note("another joiner, %s, is at work: waiting".formatted(seen.joiner()));
            }
            if (held.isPresent() && clock.since(seenSince).compareTo(patience.abandoned()) >= 0) {
                var stolen = put(cluster, own, compare("MOD", "modRevision", seen.revision()));
                if (stolen.isPresent()) {
                    journal.warn(
                            "the join of %s was abandoned: taken over".formatted(seen.joiner()));
                    return Optional.of(new JoinLock(cluster, journal, stolen.get()));
                }
            }
            if (clock.since(begin).compareTo(patience.longest()) >= 0) {
                return Optional.empty();
            }
            clock.pause(PAUSE);
        }
    }

    private static Map<String, Object> compare(String target, String field, long revision) {
        return Map.of(
                "key", encoded(KEY), "target", target, "result", "EQUAL", field, "" + revision);
    }

    private static Optional<Long> put(Cluster cluster, String name, Map<String, Object> compare)
            throws IOException, ClusterRefused {
        Map<String, Object> put =
                Map.of("requestPut", Map.of("key", encoded(KEY), "value", encoded(name)));
        var answer = txn(cluster, compare, put);
        return answer.path("succeeded").asBoolean()
                ? Optional.of(answer.path("header").path("revision").asLong())
                : Optional.empty();
    }

    private static JsonNode txn(
            Cluster cluster, Map<String, Object> compare, Map<String, Object> then)
            throws IOException, ClusterRefused {
        return cluster.call(
                "/v3/kv/txn", Map.of("compare", List.of(compare), "success", List.of(then)));
    }

    private static Optional<Held> holder(Cluster cluster) throws IOException, ClusterRefused {
        var answer = cluster.call("/v3/kv/range", Map.of("key", encoded(KEY)));
        var found = answer.path("kvs").path(0);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(
                        new Held(
                                decoded(found.path("value").asText()),
                                found.path("mod_revision").asLong()));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Gives it back, if it is still ours. */
    @Override
    public void close() {
        try {
            txn(
                    cluster,
                    compare("MOD", "modRevision", revision),
                    Map.of("requestDeleteRange", Map.of("key", encoded(KEY))));
        } catch (IOException | ClusterRefused e) {
            journal.warn(
                    "the lock %s stays until somebody takes it over: %s"
                            .formatted(KEY, e.getMessage()));
        }
    }
}
