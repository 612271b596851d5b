package turtlelab.node.http.v2.wire;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

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

    /** A refusal outside the keys API; has no newline. */
    public static void message(Context ctx, int status, String message) {
        json(ctx, status, new GoJson().begin().field("message", message).end().toString());
    }
}
