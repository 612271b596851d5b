package turtlelab.node.app;

import turtlelab.node.http.Vitals;
import turtlelab.node.replica.LocalReplica;

/** The replica's counters in the form that {@code /metrics} asks for. */
record ReplicaVitals(LocalReplica replica) implements Vitals {
    @Override
    public long leaderChanges() {
        return replica.metrics().leaderChanges();
    }

    @Override
    public long pendingProposals() {
        return replica.metrics().pending();
    }

    @Override
    public long failedProposals() {
        return replica.metrics().failed();
    }
}
