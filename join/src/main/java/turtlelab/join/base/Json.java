package turtlelab.join.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** JSON from strangers: what is not there reads as empty. */
public final class Json {
    private static final JsonMapper JSON = new JsonMapper();

    private Json() {}

    /** The tree; missing when the text is no JSON. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /** The texts of an array. */
    public static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** Any plain object as text. */
    public static String write(Object value) {
        return JSON.valueToTree(value).toString();
    }
}
