package turtlelab.labctl.ctl.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells who looks for a key in one keyspace that it is in the other: etcd keeps v2 and v3 apart.
 */
public record OtherKeyspace(List<String> endpoints) {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int OK = 200;

    /** A hint when v2 has this key. */
    public Optional<String> ifV2Has(String key) {
        var path = "/v2/keys/" + URLEncoder.encode(key.replaceFirst("^/+", ""), UTF_8);
        return ask(Request.get(path.replace("+", "%20").replace("%2F", "/")))
                .filter(it -> it.at("node").isObject())
                .map(_ -> hint("v3 has no key \"%s\", but v2 has one", key, 2, key));
    }

    /** A hint when v3 has this key, with or without a slash before it. */
    public Optional<String> ifV3Has(String key) {
        var bare = key.replaceFirst("^/+", "");
        return Stream.of(bare, "/" + bare)
                .filter(this::isInV3)
                .findFirst()
                .map(it -> hint("v2 has no key \"%s\", but v3 has one", key, 3, it));
    }

    private boolean isInV3(String key) {
        var encoded = Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
        var json = "{\"key\":\"" + encoded + "\"}";
        return ask(Request.json(Request.Method.POST, "/v3/kv/range", json)).stream()
                .anyMatch(it -> !it.at("kvs").items().isEmpty());
    }

    private static String hint(String what, String key, int api, String name) {
        return "hint: %s: ETCDCTL_API=%d etcdctl get %s".formatted(what.formatted(key), api, name);
    }

    private Optional<Json> ask(Request request) {
        var wire = new Wire(LIMIT, Optional.empty());
        for (var endpoint : endpoints) {
            var url = endpoint.contains("://") ? endpoint : "http://" + endpoint;
            try {
                var reply = wire.ask(url.replaceFirst("/$", ""), request);
                return reply.status() == OK ? Json.parse(reply.body()) : Optional.empty();
            } catch (NoReply _) { // then perhaps the next endpoint knows
            }
        }
        return Optional.empty();
    }
}
