package turtlelab.join.elastic;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import turtlelab.join.base.Clock;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Member;
import turtlelab.join.cluster.PeerPort;

/** Gives a learner its vote as soon as it has caught up; the leader judges that. */
public final class Promotion {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Cluster cluster;
    private final Clock clock;

    public Promotion(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Of somebody who has just joined, by the members he was told of.
     *
     * @param probe limit of each answer
     */
    public static Promotion of(JoinResult.Join joined, Duration probe, Clock clock) {
        var urls =
                Arrays.stream(joined.initialCluster().split(",", -1))
                        .map(entry -> entry.substring(entry.indexOf('=') + 1))
                        .flatMap(peer -> new PeerPort(peer, probe).clientUrls().stream())
                        .distinct()
                        .toList();
        return new Promotion(new Cluster(urls, probe), clock);
    }

    /** Waits until the member has a vote; the reason why not when it has none in time. */
    public Optional<String> await(long id, Duration limit) throws InterruptedException {
        var begin = clock.nanos();
        while (true) {
            var why = attempt(id);
            if (why.isEmpty() || clock.since(begin).compareTo(limit) >= 0) {
                return why;
            }
            clock.pause(PAUSE);
        }
    }

    private Optional<String> attempt(long id) {
        try {
            var member = cluster.members().stream().filter(it -> it.id() == id).findFirst();
            if (member.isEmpty()) {
                return Optional.of("%x is no member".formatted(id));
            }
            if (!member.get().started()) {
                return Optional.of(member.get().shown() + " has not started");
            }
            return member.filter(Member::learner).isPresent() ? promote(id) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Reason.of(e));
        } catch (ClusterRefused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> promote(long id) throws IOException, ClusterRefused {
        cluster.promote(id);
        return Optional.empty();
    }
}
