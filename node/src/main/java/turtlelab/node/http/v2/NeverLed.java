package turtlelab.node.http.v2;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import turtlelab.node.http.v2.wire.EventJson;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Result;

/**
 * Answers 503 with a reason while this member has never seen a leader: it has nothing to tell yet.
 * etcd's port accepts and hangs instead.
 */
final class NeverLed implements Handler {
    private final Replica replica;

    NeverLed(Replica replica) {
        this.replica = replica;
    }

    @Override
    public void handle(Context ctx) {
        if (isSilent()) {
            var reason = "this member has not seen a leader yet";
            var error = new V2Result.Error(V2Code.LEADER_ELECTION, reason, 0);
            ctx.header(Replies.CLUSTER_ID, replica.clusterId().hex());
            Replies.json(ctx, 503, EventJson.of(error));
            ctx.skipRemainingHandlers();
        }
    }

    /** Whether this member has nothing to tell yet. */
    boolean isSilent() {
        return !replica.status().hasLeader() && isUndecided();
    }

    /** The first leader's first act is to decide the cluster version; that reaches every member. */
    private boolean isUndecided() {
        return replica.state().clusterVersion().equals("not_decided");
    }
}
