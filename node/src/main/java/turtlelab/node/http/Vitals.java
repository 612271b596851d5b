package turtlelab.node.http;

/**
 * Counts that only the node's inside knows, for {@code /metrics}. Safe from any thread; never
 * blocks.
 */
public interface Vitals {
    /** Knows nothing. */
    Vitals UNKNOWN =
            new Vitals() {
                @Override
                public long leaderChanges() {
                    return 0;
                }

                @Override
                public long pendingProposals() {
                    return 0;
                }

                @Override
                public long failedProposals() {
                    return 0;
                }
            };

    /** How often this member has seen a new leader since it started. */
    long leaderChanges();

    /** Proposals that are under way now. */
    long pendingProposals();

    /** Proposals since the start that were refused or timed out. */
    long failedProposals();
}
