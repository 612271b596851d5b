package turtlelab.node.consensus.raft;

/**
 * Bounds of the core's memory and traffic.
 *
 * @param appendBytes entries in one append; a single larger entry still travels, alone
 * @param inFlightAppends appends that one follower has not yet answered
 * @param inFlightBytes and their bytes
 * @param uncommittedBytes beyond it a leader refuses proposals
 * @param unappliedEntries committed entries that wait for the apply thread; beyond it a leader
 *     refuses proposals
 * @param retainedEntries applied entries kept in memory for slow followers: seconds of heavy load,
 *     since a follower that lost more needs a whole snapshot; four times as many while one is sent
 * @param retainedBytes and their bytes
 * @param waitingReads reads that wait for a round
 */
public record RaftLimits(
        int appendBytes,
        int inFlightAppends,
        int inFlightBytes,
        int uncommittedBytes,
        int unappliedEntries,
        int retainedEntries,
        int retainedBytes,
        int waitingReads) {
    private static final int MIB = 1 << 20;

    public static final RaftLimits DEFAULTS =
            new RaftLimits(MIB, 256, 8 * MIB, 32 * MIB, 20_000, 200_000, 24 * MIB, 100_000);

    /** The same bounds with another number of applied entries kept, as tests of snapshots want. */
    public RaftLimits retaining(int entries) {
        return new RaftLimits(
                appendBytes,
                inFlightAppends,
                inFlightBytes,
                uncommittedBytes,
                unappliedEntries,
                entries,
                retainedBytes,
                waitingReads);
    }
}
