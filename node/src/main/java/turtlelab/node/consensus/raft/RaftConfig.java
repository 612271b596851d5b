package turtlelab.node.consensus.raft;

import turtlelab.node.base.MemberId;

/**
 * How one node runs. A tick is a tenth of the heartbeat interval, so that random timeouts are
 * finely spread.
 *
 * @param electionTicks the least election timeout; each one is drawn from here to twice as long
 * @param preVote ask before raising the term (thesis 9.6)
 * @param checkQuorum a leader that hears from no quorum for an election timeout steps down
 */
public record RaftConfig(
        MemberId self,
        int electionTicks,
        int heartbeatTicks,
        boolean preVote,
        boolean checkQuorum,
        RaftLimits limits) {
    public RaftConfig {
        if (self.isNone()) {
            throw new IllegalArgumentException("a node needs an identity");
        }
        if (heartbeatTicks < 1 || electionTicks <= heartbeatTicks) {
            throw new IllegalArgumentException("the election timeout must exceed the heartbeat");
        }
    }

    /** Etcd's defaults with ticks of 10 ms: heartbeat 100 ms, election timeout 1 s. */
    public static RaftConfig defaults(MemberId self) {
        return new RaftConfig(self, 100, 10, true, true, RaftLimits.DEFAULTS);
    }

    public RaftConfig withLimits(RaftLimits other) {
        return new RaftConfig(self, electionTicks, heartbeatTicks, preVote, checkQuorum, other);
    }
}
