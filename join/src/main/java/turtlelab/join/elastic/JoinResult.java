package turtlelab.join.elastic;

import java.util.List;

/** What joining came to. */
public sealed interface JoinResult {
    /** The cluster is in the making: register with the others and found it together. */
    record Found(List<String> peerUrls) implements JoinResult {}

    /** Go on from the data dir, with nothing changed. */
    record Resume() implements JoinResult {}

    /**
     * A running cluster knows the node now.
     *
     * @param initialCluster all members, the new one among them
     * @param learner whether it has no vote yet
     */
    record Join(long id, List<String> peerUrls, String initialCluster, boolean learner)
            implements JoinResult {}

    /** It must not start; the cluster is not worse off than before. */
    record Refused(Kind kind, String reason) implements JoinResult {}

    /** Why not. */
    enum Kind {
        /** What was asked for cannot be: a name that is taken, an entry that is missing. */
        USAGE,
        /** The quorum would be at risk. */
        GUARD,
        /** There is no room. */
        FULL,
        /** Nobody answers, or the service that lists the members does not. */
        DOWN,
        /** Somebody else joins at this moment: try again. */
        RACE
    }
}
