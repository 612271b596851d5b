package turtlelab.node.consensus.engine;

import turtlelab.node.consensus.raft.RaftConfig;
import turtlelab.node.consensus.raft.RaftRules;

/**
 * How an engine runs.
 *
 * @param chunkBytes size of a snapshot's pieces
 * @param chunksInFlight pieces sent and not yet answered
 * @param snapshotBytesPerTick at most so much of one snapshot is read in a tick
 * @param keptInLog entries that stay on disk although the state has them, for slow followers
 */
public record EngineConfig(
        RaftConfig raft,
        RaftRules rules,
        int chunkBytes,
        int chunksInFlight,
        int snapshotBytesPerTick,
        int keptInLog) {

    /**
     * Chunks of 256 KiB, four in flight, 50 MB/s at ticks of 10 ms, 5000 entries kept as in etcd.
     */
    public static EngineConfig defaults(RaftConfig raft) {
        return new EngineConfig(raft, RaftRules.STRICT, 256 << 10, 4, 512 << 10, 5_000);
    }

    public EngineConfig withRules(RaftRules other) {
        return new EngineConfig(
                raft, other, chunkBytes, chunksInFlight, snapshotBytesPerTick, keptInLog);
    }

    /** Other sizes, as tests of snapshots want. */
    public EngineConfig withSnapshots(int chunk, int kept) {
        return new EngineConfig(raft, rules, chunk, chunksInFlight, snapshotBytesPerTick, kept);
    }
}
