package turtlelab.labctl.lab;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * Finds the line of a key. Jackson notices a key that a record does not know only at the end of the
 * mapping it stands in, and would name that line.
 */
final class YamlPlace {

    private static final YAMLFactory YAML = new YAMLFactory();

    private YamlPlace() {}

    /** The line of the key at which this failure points, 0 when it is not in the text. */
    static int lineOf(String text, JsonMappingException failure) {
        var wanted =
                failure.getPath().stream()
                        .map(YamlPlace::step)
                        .collect(Collectors.joining("/", "/", ""));
        try (var parser = YAML.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                var here = parser.getParsingContext().pathAsPointer().toString();
                if (token == JsonToken.FIELD_NAME && here.equals(wanted)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException _) { // then there are no lines to count
            return 0;
        }
        return 0;
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
    }
}
