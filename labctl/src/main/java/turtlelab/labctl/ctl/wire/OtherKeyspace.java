package turtlelab.labctl.ctl.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Tells who looks for a key in one keyspace that it is in the other: etcd keeps v2 and v3 apart.
 *
 * @param err where the hint goes
 */
public record OtherKeyspace(List<String> endpoints, PrintStream err) {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int OK = 200;

    /** Hints when v2 has this key. */
    public void tellIfV2Has(String key) {
        var path = "/v2/keys/" + URLEncoder.encode(key.replaceFirst("^/+", ""), UTF_8);
        var found =
                ask(Request.get(path.replace("+", "%20").replace("%2F", "/")))
                        .filter(it -> it.at("node").isObject());
        if (found.isPresent()) {
            err.println(
                    "hint: v3 has no key \"%s\", but v2 has one: ETCDCTL_API=2 etcdctl get %s"
                            .formatted(key, key));
        }
    }

    /** Hints when v3 has this key, with or without a slash before it. */
    public void tellIfV3Has(String key) {
        var bare = key.replaceFirst("^/+", "");
        for (var name : List.of(bare, "/" + bare)) {
            var encoded = Base64.getEncoder().encodeToString(name.getBytes(UTF_8));
            var json = "{\"key\":\"" + encoded + "\"}";
            var found = ask(Request.json(Request.Method.POST, "/v3/kv/range", json));
            if (found.stream().anyMatch(it -> !it.at("kvs").items().isEmpty())) {
                err.println(
                        "hint: v2 has no key \"%s\", but v3 has \"%s\": ETCDCTL_API=3 etcdctl get %s"
                                .formatted(key, name, name));
                return;
            }
        }
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
