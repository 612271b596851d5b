package turtlelab.join.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import turtlelab.join.base.Http;
import turtlelab.join.base.Http.Reply;
import turtlelab.join.base.Http.Request;
import turtlelab.join.base.Json;

/** A token's entries at a discovery service, or in the v2 keys of any etcd. */
public final class HttpRegistry implements Registry {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int KEY_NOT_FOUND = 100;
    private static final int KEY_EXISTS = 105;

    private final DiscoveryUrl url;

    public HttpRegistry(DiscoveryUrl url) {
        this.url = url;
    }

    @Override
    public Optional<String> size() throws IOException, RegistryRefused {
        var reply = Http.send(Request.get(url.key("_config/size")), ANSWER);
        return isMissing(reply)
                ? Optional.empty()
                : Optional.of(good(reply).path("node").path("value").asText());
    }

    @Override
    public Listing list() throws IOException, RegistryRefused {
        var reply = Http.send(Request.get(url.text() + "/?recursive=false&sorted=true"), ANSWER);
        var answer = good(reply);
        var entries = new ArrayList<Entry>();
        long index = 0;
        for (var node : answer.path("node").path("nodes")) {
            var key = node.path("key").asText();
            var id = key.substring(key.lastIndexOf('/') + 1);
            if (!id.startsWith("_") && !node.path("dir").asBoolean()) {
                entries.add(
                        new Entry(
                                id,
                                node.path("value").asText(),
                                node.path("createdIndex").asLong()));
            }
            index = Math.max(index, node.path("modifiedIndex").asLong());
        }
        return new Listing(entries, index);
    }

    @Override
    public boolean create(String id, String value) throws IOException, RegistryRefused {
        var reply =
                Http.send(Request.putForm(url.key(id) + "?prevExist=false", form(value)), ANSWER);
        if (code(reply) == KEY_EXISTS || reply.status() == 409) {
            return false;
        }
        good(reply);
        return true;
    }

    @Override
    public void put(String id, String value) throws IOException, RegistryRefused {
        good(Http.send(Request.putForm(url.key(id), form(value)), ANSWER));
    }

    @Override
    public boolean delete(String id) throws IOException, RegistryRefused {
        var reply = Http.send(Request.delete(url.key(id)), ANSWER);
        if (isMissing(reply)) {
            return false;
        }
        good(reply);
        return true;
    }

    @Override
    public void await(long index, Duration limit) throws IOException, RegistryRefused {
        var wait = url.text() + "/?wait=true&recursive=true&waitIndex=" + (index + 1);
        try {
            var reply = Http.send(Request.get(wait), limit);
            if (reply.status() >= 400) {
                throw refused(reply);
            }
        } catch (SocketTimeoutException _) {
            return; // Nothing happened: who waits looks again.
        }
    }

    private static String form(String value) {
        return "value=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static boolean isMissing(Reply reply) {
        return code(reply) == KEY_NOT_FOUND || reply.status() == 404;
    }

    private static int code(Reply reply) {
        return Json.read(reply.body()).path("errorCode").asInt();
    }

    private static JsonNode good(Reply reply) throws IOException, RegistryRefused {
        if (reply.status() >= 500) {
            throw new IOException("status " + reply.status());
        }
        if (reply.status() >= 300) {
            throw refused(reply);
        }
        var answer = Json.read(reply.body());
        if (!answer.path("node").isObject()) {
            throw new RegistryRefused("bad discovery endpoint");
        }
        return answer;
    }

    /** Such as {@code 100: Key not found (/disc/none) [6]}, as etcd's client says it. */
    private static RegistryRefused refused(Reply reply) {
        var error = Json.read(reply.body());
        return error.path("errorCode").isInt()
                ? new RegistryRefused(
                        "%d: %s (%s) [%d]"
                                .formatted(
                                        error.path("errorCode").asInt(),
                                        error.path("message").asText(),
                                        error.path("cause").asText(),
                                        error.path("index").asLong()))
                : new RegistryRefused("bad discovery endpoint (status " + reply.status() + ")");
    }
}
