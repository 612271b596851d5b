package turtlelab.labctl.ctl.v2.key;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.v2.call.NoCluster;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.ctl.wire.Opened;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;

/** Asks for and changes keys; a refusal ends the command with exit code 4. */
final class KeysApi {

    private static final int SERVER_FAILED = 4;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private static final String NOT_FOUND = "100";

    private final Call call;

    KeysApi(Call call) {
        this.call = call;
    }

    KeyEvent get(String key, Map<String, String> query) {
        return event(Request.get(path(key, query)));
    }

    KeyEvent put(String key, Map<String, String> query, Map<String, String> fields) {
        return event(Request.form(Request.Method.PUT, path(key, query), new TreeMap<>(fields)));
    }

    KeyEvent post(String key, Map<String, String> fields) {
        var path = path(key, Map.of());
        return event(Request.form(Request.Method.POST, path, new TreeMap<>(fields)));
    }

    KeyEvent delete(String key, Map<String, String> query) {
        return event(Request.delete(path(key, query)));
    }

    /**
     * Waits for a change; the answer has its head at once.
     *
     * @param query what {@code wait} has beside it
     */
    Opened await(String key, Map<String, String> query) throws InterruptedException {
        var all = new TreeMap<>(query);
        all.put("wait", "true");
        try {
            return call.cluster().watch(Request.get(path(key, all)));
        } catch (NoCluster e) {
            throw new CtlFailure(SERVER_FAILED, e.text());
        }
    }

    private KeyEvent event(Request request) {
        try {
            return event(call.cluster().ask(request));
        } catch (NoCluster e) {
            throw new CtlFailure(SERVER_FAILED, e.text());
        }
    }

    /** What a member says has happened. */
    KeyEvent event(Reply reply) {
        var json = Json.parse(reply.body()).filter(Json::isObject);
        if (json.isPresent() && (reply.status() == OK || reply.status() == CREATED)) {
            return KeyEvent.of(json.get(), reply.index());
        }
        throw new CtlFailure(
                SERVER_FAILED,
                "Error:  "
                        + json.map(this::refusal).orElseGet(() -> call.cluster().explainNoJson()));
    }

    private String refusal(Json json) {
        var code = json.at("errorCode").text();
        var key = json.at("cause").text();
        var hint = code.equals(NOT_FOUND) ? call.hint(key) : Optional.<String>empty();
        return "%s: %s (%s) [%s]"
                        .formatted(code, json.at("message").text(), key, json.at("index").text())
                + hint.map(it -> "\n" + it).orElse("");
    }

    private static String path(String key, Map<String, String> query) {
        var asked = query.isEmpty() ? "" : "?" + Request.encoded(query);
        return "/v2/keys" + encoded(key.startsWith("/") ? key : "/" + key) + asked;
    }

    /** The key in a path, its slashes kept but for doubled ones. */
    private static String encoded(String key) {
        return Arrays.stream(key.replaceAll("/+", "/").split("/", -1))
                .map(Request::segment)
                .collect(Collectors.joining("/"));
    }
}
