package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.v2.V2Code;

/** Every code that there is can be had over HTTP, with its status, its message and its cause. */
class V2CodeTest {
    private static final String SET = "PUT /v2/keys/a value=1";

    /** Requests of which the last is answered by the code. */
    private record Provocation(int status, String cause, List<String> requests) {
        static Provocation of(String text) {
            var parts = Arrays.asList(text.split("; ", -1));
            return new Provocation(
                    Integer.parseInt(parts.get(0)), parts.get(1), parts.subList(2, parts.size()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodeComesWithItsStatusMessageAndCause(V2Code code) throws Exception {
        var provocation = Provocation.of(provocation(code));
        var reply = last(code, provocation.requests);
        assertThat(reply.status()).isEqualTo(provocation.status);
        assertThat(reply.body())
                .startsWith(
                        "{\"errorCode\":%d,\"message\":\"%s\",\"cause\":\"%s\",\"index\":"
                                .formatted(code.number(), code.message(), provocation.cause));
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
    }

    /** Status, cause, requests. */
    private static String provocation(V2Code code) {
        return switch (code) {
            case KEY_NOT_FOUND -> "404; /x; " + SET + "; GET /v2/keys/x/y";
            case COMPARE_FAILED ->
                    "412; [0 != 1] [9 != 4]; " + SET + "; PUT /v2/keys/a prevValue=0&prevIndex=9";
            case NOT_A_FILE -> "403; /d; PUT /v2/keys/d dir=true; PUT /v2/keys/d value=1";
            case NOT_A_DIRECTORY -> "400; /a; " + SET + "; PUT /v2/keys/a/b/c value=1";
            case KEY_EXISTS -> "412; /a; " + SET + "; PUT /v2/keys/a prevExist=false&value=1";
            case ROOT_READ_ONLY -> "400; /; DELETE /v2/keys/?recursive=true";
            case DIRECTORY_NOT_EMPTY ->
                    "403; /d; PUT /v2/keys/d/a value=1; DELETE /v2/keys/d?dir=true";
            case UNAUTHORIZED ->
                    "401; Insufficient credentials"
                            + "; PUT /v2/auth/users/root {\"user\":\"root\",\"password\":\"p\"}"
                            + "; PUT /v2/auth/roles/guest {\"role\":\"guest\"}"
                            + "; PUT /v2/auth/enable; "
                            + SET;
            case PREVIOUS_VALUE_REQUIRED ->
                    "400; \\\"prevValue\\\" cannot be empty; DELETE /v2/keys/a?prevValue=";
            case TTL_NOT_A_NUMBER ->
                    "400; invalid value for \\\"ttl\\\"; PUT /v2/keys/a ttl=-1&value=1";
            case INDEX_NOT_A_NUMBER ->
                    "400; invalid value for \\\"waitIndex\\\"; GET /v2/keys/a?waitIndex=x";
            case INVALID_FIELD ->
                    "400; invalid value for \\\"recursive\\\"; GET /v2/keys/a?recursive";
            case INVALID_FORM -> "400; invalid URL escape \\\"%zz\\\"; PUT /v2/keys/a value=%zz";
            case VALUE_ON_REFRESH ->
                    "400; A value was provided on a refresh"
                            + "; PUT /v2/keys/a refresh=true&value=1&ttl=9";
            case TTL_REQUIRED_ON_REFRESH -> "400; No TTL value set; PUT /v2/keys/a refresh=true";
            case RAFT_INTERNAL -> "500; etcdserver: no leader; " + SET;
            case LEADER_ELECTION -> "503; this member has not seen a leader yet; GET /v2/keys/a";
            case EVENT_CLEARED ->
                    "400; the requested history has been cleared [5/1]; "
                            + (SET + "; ").repeat(1001)
                            + "GET /v2/keys/a?wait=true&waitIndex=1";
        };
    }

    private static RawHttp.Reply last(V2Code code, List<String> requests) throws Exception {
        if (code == V2Code.LEADER_ELECTION) {
            try (var port = new V2Port<>(new NewbornReplica())) {
                return send(port.http(), requests.getLast());
            }
        }
        try (var port = new V2Port<>(new FakeReplica())) {
            if (code == V2Code.RAFT_INTERNAL) {
                port.replica().loseLeader();
            }
            for (var request : requests.subList(0, requests.size() - 1)) {
                send(port.http(), request);
            }
            return send(port.http(), requests.getLast());
        }
    }

    private static RawHttp.Reply send(RawHttp http, String text) throws IOException {
        var words = Arrays.asList(text.split(" ", 3));
        var body = words.size() > 2 ? words.get(2) : "";
        return http.send(new RawHttp.Request(words.get(0), words.get(1), List.of(), body));
    }
}
