package turtlelab.node.http.v2.keys;

import io.javalin.http.Context;
import java.time.Instant;
import turtlelab.node.http.v2.wire.EventJson;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Result;

/** The one answer to one keys request: status, etcd's headers, body. */
record KeysAnswer(Context ctx, Replica replica) {
    /** The tree's own answer. */
    void result(V2Result result, boolean noValueOnSuccess, Instant now) {
        switch (result) {
            case V2Result.Event event -> {
                var brief = noValueOnSuccess && mayBeBrief(event);
                event(event, brief ? EventJson.actionOnly(event) : EventJson.of(event, now));
            }
            case V2Result.Error error -> error(error);
            case V2Result.Expired _ ->
                    throw new IllegalStateException("nobody asks for an expiry by HTTP");
        }
    }

    /** The request is wrong in itself; nobody looked at the tree. */
    void refused(V2Code code, String cause) {
        error(new V2Result.Error(code, cause, 0));
    }

    /** Agreement failed. */
    void failed(String cause) {
        error(new V2Result.Error(V2Code.RAFT_INTERNAL, cause, 0));
    }

    private void event(V2Result.Event event, String body) {
        Replies.moment(ctx, replica, event.index());
        Replies.json(ctx, event.created() ? 201 : 200, body);
    }

    private void error(V2Result.Error error) {
        ctx.header(Replies.CLUSTER_ID, replica.clusterId().hex());
        ctx.header("X-Etcd-Index", Long.toString(error.index()));
        Replies.json(ctx, status(error.code()), EventJson.of(error));
    }

    private static boolean mayBeBrief(V2Result.Event event) {
        return switch (event.action()) {
            case SET, CREATE, UPDATE, COMPARE_AND_SWAP -> true;
            case GET, DELETE, COMPARE_AND_DELETE, EXPIRE -> false;
        };
    }

    private static int status(V2Code code) {
        return switch (code) {
            case KEY_NOT_FOUND -> 404;
            case NOT_A_FILE, DIRECTORY_NOT_EMPTY -> 403;
            case COMPARE_FAILED, KEY_EXISTS -> 412;
            case UNAUTHORIZED -> 401;
            case RAFT_INTERNAL, LEADER_ELECTION -> 500;
            case NOT_A_DIRECTORY,
                    ROOT_READ_ONLY,
                    PREVIOUS_VALUE_REQUIRED,
                    TTL_NOT_A_NUMBER,
                    INDEX_NOT_A_NUMBER,
                    INVALID_FIELD,
                    INVALID_FORM,
                    VALUE_ON_REFRESH,
                    TTL_REQUIRED_ON_REFRESH,
                    EVENT_CLEARED ->
                    400;
        };
    }
}
