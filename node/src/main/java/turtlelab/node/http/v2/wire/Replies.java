package turtlelab.node.http.v2.wire;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import turtlelab.node.replica.Replica;

/** Bodies with exactly the headers that etcd gives them. */
public final class Replies {
    /** Names the cluster on every answer of keys and members. */
    public static final String CLUSTER_ID = "X-Etcd-Cluster-Id";

    private Replies() {}

    public static void json(Context ctx, int status, String body) {
        ctx.status(status)
                .header("Content-Type", "application/json")
                .result(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The headers that tell of which moment an answer of the keys API is. */
    public static void moment(BiConsumer<String, String> header, Replica replica, long index) {
        var status = replica.status();
        header.accept(CLUSTER_ID, replica.clusterId().hex());
        header.accept("X-Etcd-Index", Long.toString(index));
        header.accept("X-Raft-Index", Long.toString(status.commitIndex()));
        header.accept("X-Raft-Term", Long.toString(status.term()));
    }

    /** The caller did not prove who he is, or may not do this; outside the keys API. */
    public static void unauthorized(Context ctx) {
        message(ctx, 401, "Insufficient credentials");
    }

    /** A refusal outside the keys API; has no newline. */
    public static void message(Context ctx, int status, String message) {
        json(ctx, status, new GoJson().begin().field("message", message).end().toString());
    }
}
