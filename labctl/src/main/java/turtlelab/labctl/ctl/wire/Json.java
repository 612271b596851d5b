package turtlelab.labctl.ctl.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A read JSON value: a map, list, text (numbers too), truth or nothing. Far quicker to load than
 * data binding, which would double the time of a short command.
 */
public record Json(Optional<Object> value) {

    private static final Json NOTHING = new Json(Optional.empty());

    /** What stands for something that is not there. */
    public static Json nothing() {
        return NOTHING;
    }

    /** Reads a text; nothing when it is no JSON. */
    public static Optional<Json> parse(String text) {
        try (var parser = new JsonFactory().createParser(text)) {
            return parser.nextToken() == null
                    ? Optional.empty()
                    : Optional.of(new Json(read(parser)));
        } catch (IOException _) { // it is no JSON
            return Optional.empty();
        }
    }

    private static Optional<Object> read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> Optional.of(object(parser));
            case START_ARRAY -> Optional.of(array(parser));
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NULL -> Optional.empty();
            case null, default -> Optional.of(parser.getText());
        };
    }

    private static Map<String, Json> object(JsonParser parser) throws IOException {
        var fields = new HashMap<String, Json>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            fields.put(name, new Json(read(parser)));
        }
        return fields;
    }

    private static List<Json> array(JsonParser parser) throws IOException {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(new Json(read(parser)));
        }
        return items;
    }

    /** The field of this name; nothing when there is none. */
    public Json at(String name) {
        return value.orElse(null) instanceof Map<?, ?> fields
                        && fields.get(name) instanceof Json field
                ? field
                : NOTHING;
    }

    public boolean isObject() {
        return value.orElse(null) instanceof Map<?, ?>;
    }

    public boolean isThere() {
        return value.isPresent();
    }

    public String text() {
        return value.orElse(null) instanceof String text ? text : "";
    }

    public boolean isTrue() {
        return value.orElse(null) instanceof Boolean truth && truth;
    }

    /** A whole number, 0 when it is none. */
    public long number() {
        return text().matches("-?\\d{1,18}") ? Long.parseLong(text()) : 0;
    }

    public List<Json> items() {
        return value.orElse(null) instanceof List<?> items
                ? items.stream().map(Json.class::cast).toList()
                : List.of();
    }

    public List<String> texts() {
        return items().stream().map(Json::text).toList();
    }
}
