package turtlelab.join.auto.sim;

/** Mistakes planted in the loop on purpose, to see whether a run convicts them. */
enum Bug {
    NONE(0),
    /** A deposed leader's decision still counts. */
    NO_FENCE(750),
    /** The guard is told that everybody is well. */
    BLIND_GUARD(0),
    /** A nominated host gets its vote before it has started, as in mgmt. */
    VOTER_AT_ONCE(0),
    /** A newcomer that does not start is waited for for ever, as in mgmt. */
    NO_START_LEASE(0);

    /** From where on to look for a seed that convicts it: one that is rare shall cost no minute. */
    final long firstSeed;

    Bug(long firstSeed) {
        this.firstSeed = firstSeed;
    }
}
