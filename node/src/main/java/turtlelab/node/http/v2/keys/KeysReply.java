package turtlelab.node.http.v2.keys;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import turtlelab.node.http.v2.wire.EventJson;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Result;

/**
 * The one answer to one keys request: status, etcd's headers, body.
 *
 * @param headers without those that every answer of the port has
 * @param body JSON
 */
public record KeysReply(int status, Map<String, String> headers, String body) {

    /** The tree's own answer. */
    static KeysReply result(
            Replica replica, V2Result result, boolean noValueOnSuccess, Instant now) {
        return switch (result) {
            case V2Result.Event event -> {
                var brief = noValueOnSuccess && mayBeBrief(event);
                var headers = new LinkedHashMap<String, String>();
                Replies.moment(headers::put, replica, event.index());
                yield new KeysReply(
                        event.created() ? 201 : 200,
                        headers,
                        brief ? EventJson.actionOnly(event) : EventJson.of(event, now));
            }
            case V2Result.Error error -> error(replica, error);
            case V2Result.Expired _ ->
                    throw new IllegalStateException("nobody asks for an expiry by HTTP");
        };
    }

    /** The request is wrong in itself; nobody looked at the tree. */
    static KeysReply refused(Replica replica, V2Code code, String cause) {
        return error(replica, new V2Result.Error(code, cause, 0));
    }

    /** Agreement failed. */
    static KeysReply failed(Replica replica, String cause) {
        return refused(replica, V2Code.RAFT_INTERNAL, cause);
    }

    private static KeysReply error(Replica replica, V2Result.Error error) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(Replies.CLUSTER_ID, replica.clusterId().hex());
        headers.put("X-Etcd-Index", Long.toString(error.index()));
        return new KeysReply(status(error.code()), headers, EventJson.of(error));
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
