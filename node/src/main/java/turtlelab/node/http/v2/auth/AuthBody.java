package turtlelab.node.http.v2.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.v2.auth.V2Permissions;

/** A body about a user or a role, read as leniently as Go does: names of any case, nulls. */
final class AuthBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private AuthBody(JsonNode root) {
        this.root = root;
    }

    /** Something of the wrong kind. */
    static final class Senseless extends Exception {
        private static final long serialVersionUID = 1L;

        Senseless() {
            super("not what was asked for", null, false, false);
        }
    }

    static AuthBody read(byte[] body) throws IOException, Senseless {
        try {
            var root = JSON.readTree(body);
            if (root == null || !(root.isObject() || root.isNull())) {
                throw new Senseless();
            }
            return new AuthBody(root);
        } catch (JsonProcessingException _) {
            throw new Senseless();
        }
    }

    /** Empty when it is not there. */
    String text(String name) throws Senseless {
        var node = field(root, name);
        return node.isEmpty() ? "" : text(node.get());
    }

    /** Null when it is not there. */
    @Nullable List<String> texts(String name) throws Senseless {
        return texts(root, name);
    }

    /** Null when it is not there. */
    @Nullable V2Permissions permissions(String name) throws Senseless {
        var node = field(root, name);
        if (node.isEmpty()) {
            return null;
        }
        var kv = field(object(node.get()), "kv");
        if (kv.isEmpty()) {
            return V2Permissions.NONE;
        }
        var lists = object(kv.get());
        return new V2Permissions(texts(lists, "read"), texts(lists, "write"));
    }

    private static @Nullable List<String> texts(JsonNode object, String name) throws Senseless {
        var node = field(object, name);
        if (node.isEmpty()) {
            return null;
        }
        if (!node.get().isArray()) {
            throw new Senseless();
        }
        var texts = new ArrayList<String>();
        for (var each : node.get()) {
            texts.add(each.isNull() ? "" : text(each));
        }
        return texts;
    }

    private static JsonNode object(JsonNode node) throws Senseless {
        if (!node.isObject()) {
            throw new Senseless();
        }
        return node;
    }

    private static String text(JsonNode node) throws Senseless {
        if (!node.isTextual()) {
            throw new Senseless();
        }
        return node.asText();
    }

    /** The last field of the name that is not null. */
    private static Optional<JsonNode> field(JsonNode object, String name) {
        return object.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .reduce((_, last) -> last);
    }
}
