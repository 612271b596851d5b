package turtlelab.node.peer.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import turtlelab.node.state.KvHash.Hashed;

/** How members tell each other checksums, in the words of etcd's HashKV. */
final class HashJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HashJson() {}

    static String write(Hashed hash) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("hash", Integer.toUnsignedLong(hash.sum()))
                .put("compact_revision", hash.compacted())
                .put("hash_revision", hash.revision())
                .toString();
    }

    /** The checksum; empty when the text holds none. */
    static Optional<Hashed> read(String text) {
        try {
            var object = JSON.readTree(text);
            var whole =
                    object != null
                            && object.path("hash").canConvertToLong()
                            && object.path("hash_revision").canConvertToLong()
                            && object.path("compact_revision").canConvertToLong();
            return whole
                    ? Optional.of(
                            new Hashed(
                                    (int) object.path("hash").asLong(),
                                    object.path("hash_revision").asLong(),
                                    object.path("compact_revision").asLong()))
                    : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
