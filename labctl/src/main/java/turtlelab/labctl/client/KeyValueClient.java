package turtlelab.labctl.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Puts and gets text at one node through the v3 JSON gateway. An {@link Answer.Missing} put may
 * still have happened, or may happen yet.
 */
public final class KeyValueClient {

    private final NodeClient node;

    /** A client of this node, with its time limit. */
    public KeyValueClient(NodeClient node) {
        this.node = node;
    }

    /** Whose state a read may show. */
    public enum Consistency {
        /** Everything acknowledged before the read. */
        LINEARIZABLE,
        /** What the asked node has applied, however old. */
        SERIALIZABLE,
    }

    /** Puts; the answer is the revision. */
    public Answer<Long> put(String key, String value) {
        return node.call(
                "/v3/kv/put",
                Map.of("key", encoded(key), "value", encoded(value)),
                answer -> answer.path("header").path("revision").asLong());
    }

    /** Gets; the answer is empty when there is no such key. */
    public Answer<Optional<String>> get(String key, Consistency consistency) {
        return node.call(
                "/v3/kv/range",
                Map.of(
                        "key",
                        encoded(key),
                        "serializable",
                        consistency == Consistency.SERIALIZABLE),
                KeyValueClient::firstValue);
    }

    private static Optional<String> firstValue(JsonNode answer) {
        var found = answer.path("kvs").path(0);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(decoded(found.path("value").asText()));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
