package turtlelab.join.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A cluster's v3 keys and leases from outside, through the JSON gateway. */
public record KeySpace(Cluster cluster) {
    /**
     * A key as it is now.
     *
     * @param created revision at which it came to be
     * @param modified revision of its newest version
     */
    public record Item(String key, String value, long created, long modified) {}

    /** All keys that begin so, ascending; linearizable. */
    public List<Item> under(String prefix) throws IOException, ClusterRefused {
        var end = prefix.getBytes(StandardCharsets.UTF_8);
        end[end.length - 1]++;
        return range(Map.of("key", encoded(prefix), "range_end", encoded(end)));
    }

    /** One key; linearizable. */
    public Optional<Item> get(String key) throws IOException, ClusterRefused {
        return range(Map.of("key", encoded(key))).stream().findFirst();
    }

    private List<Item> range(Map<String, String> body) throws IOException, ClusterRefused {
        var answer = cluster.call("/v3/kv/range", body);
        return StreamSupport.stream(answer.path("kvs").spliterator(), false)
                .map(KeySpace::item)
                .toList();
    }

    /** Writes a key under a lease, 0 for none. */
    public void put(String key, String value, long lease) throws IOException, ClusterRefused {
        cluster.call("/v3/kv/put", putBody(key, value, lease));
    }

    /** Writes a key that is not there yet; whether it was this call, or one like it before. */
    public boolean create(String key, String value, long lease) throws IOException, ClusterRefused {
        var absent =
                Map.of(
                        "key", encoded(key),
                        "target", "CREATE",
                        "result", "EQUAL",
                        "create_revision", "0");
        var answer =
                cluster.call(
                        "/v3/kv/txn",
                        Map.of(
                                "compare",
                                List.of(absent),
                                "success",
                                List.of(Map.of("request_put", putBody(key, value, lease)))));
        return answer.path("succeeded").asBoolean()
                || get(key).filter(it -> it.value().equals(value)).isPresent();
    }

    /**
     * Writes a key that is as it was.
     *
     * @param modified revision of its newest version; 0 for a key that is not there
     * @return the revision of the write; empty when the key has changed
     */
    public Optional<Long> putIfAt(String key, long modified, String value)
            throws IOException, ClusterRefused {
        var put = Map.of("request_put", putBody(key, value, 0));
        var answer = changeIfAt(key, modified, put);
        return answer.path("succeeded").asBoolean()
                ? Optional.of(answer.path("header").path("revision").asLong())
                : Optional.empty();
    }

    /** Deletes a key, unless it has changed. */
    public void deleteIfAt(String key, long modified) throws IOException, ClusterRefused {
        changeIfAt(key, modified, Map.of("request_delete_range", Map.of("key", encoded(key))));
    }

    private JsonNode changeIfAt(String key, long modified, Map<String, ?> change)
            throws IOException, ClusterRefused {
        var isAt =
                Map.of(
                        "key",
                        encoded(key),
                        "target",
                        "MOD",
                        "result",
                        "EQUAL",
                        "mod_revision",
                        "" + modified);
        return cluster.call(
                "/v3/kv/txn", Map.of("compare", List.of(isAt), "success", List.of(change)));
    }

    public void delete(String key) throws IOException, ClusterRefused {
        cluster.call("/v3/kv/deleterange", Map.of("key", encoded(key)));
    }

    /** A new lease. */
    public long grant(long seconds) throws IOException, ClusterRefused {
        var answer = cluster.call("/v3/lease/grant", Map.of("TTL", "" + seconds));
        return answer.path("ID").asLong();
    }

    /** Whether the lease still runs; then it has its whole time again. */
    public boolean keepAlive(long lease) throws IOException, ClusterRefused {
        var answer = cluster.call("/v3/lease/keepalive", Map.of("ID", "" + lease));
        return answer.path("result").path("TTL").asLong() > 0;
    }

    /** Ends a lease, and its keys with it. */
    public void revoke(long lease) throws IOException, ClusterRefused {
        cluster.call("/v3/lease/revoke", Map.of("ID", "" + lease));
    }

    private static Map<String, String> putBody(String key, String value, long lease) {
        return Map.of("key", encoded(key), "value", encoded(value), "lease", "" + lease);
    }

    private static Item item(JsonNode json) {
        return new Item(
                decoded(json.path("key").asText()),
                decoded(json.path("value").asText()),
                json.path("create_revision").asLong(),
                json.path("mod_revision").asLong());
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
