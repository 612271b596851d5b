package turtlelab.join.elastic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who wants to join.
 *
 * @param own who he is
 * @param manner how he wants to join
 * @param limits of sizes and times
 */
public record JoinRequest(Own own, Manner manner, Limits limits) {
    /** The size that the discovery URL says. */
    public static final int SIZE_OF_URL = -1;

    /** No limit to the size. */
    public static final int ANY_SIZE = 0;

    /**
     * Who he is.
     *
     * @param stored his identity, where a data dir tells it
     * @param fresh whether he has no data
     */
    public record Own(String name, List<String> peerUrls, boolean fresh, Optional<Long> stored) {
        public Own {
            peerUrls = peerUrls.stream().sorted().toList();
        }

        String entry() {
            return String.join(",", peerUrls.stream().map(url -> name + "=" + url).toList());
        }
    }

    /**
     * How he wants to join.
     *
     * @param learner without a vote until he has caught up
     * @param dryRun only tell what would be done
     */
    public record Manner(Strategy strategy, boolean learner, boolean dryRun) {}

    /**
     * Limits.
     *
     * @param clusterSize most members; {@link #SIZE_OF_URL} or {@link #ANY_SIZE}
     * @param clientPort of members that have published no client URL
     * @param deadAfter a member is dead when it has not answered for so long
     * @param probe of each single look at a member
     */
    public record Limits(int clusterSize, int clientPort, Duration deadAfter, Duration probe) {}
}
