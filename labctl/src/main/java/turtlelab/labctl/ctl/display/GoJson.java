package turtlelab.labctl.ctl.display;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.print.GoText;

/**
 * Messages as Go's own JSON writer shows them: plain numbers, base64, zeros left out, and a choice
 * wrapped in the names of Go's structures.
 */
final class GoJson {

    private GoJson() {}

    static String of(Message message) {
        return message.getDescriptorForType().getFields().stream()
                .filter(field -> isShown(message, field))
                .map(field -> member(message, field))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static boolean isShown(Message message, FieldDescriptor field) {
        return field.isRepeated()
                ? message.getRepeatedFieldCount(field) > 0
                : message.hasField(field);
    }

    private static String member(Message message, FieldDescriptor field) {
        var value = message.getField(field);
        var choice = field.getContainingOneof();
        if (choice == null) {
            return GoText.json(field.getName()) + ":" + value(field, value);
        }
        return "\"%s\":{\"%s\":%s}"
                .formatted(camel(choice.getName()), camel(field.getName()), value(field, value));
    }

    private static String value(FieldDescriptor field, Object value) {
        if (value instanceof List<?> items) {
            return items.stream()
                    .map(it -> single(field, it))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return single(field, value);
    }

    private static String single(FieldDescriptor field, Object value) {
        return switch (value) {
            case Message message -> of(message);
            case ByteString bytes ->
                    '"' + Base64.getEncoder().encodeToString(bytes.toByteArray()) + '"';
            case String text -> GoText.json(text);
            case EnumValueDescriptor constant -> String.valueOf(constant.getNumber());
            case Long number when field.getType() == FieldDescriptor.Type.UINT64 ->
                    Long.toUnsignedString(number);
            case Integer number when field.getType() == FieldDescriptor.Type.UINT32 ->
                    Integer.toUnsignedString(number);
            default -> value.toString();
        };
    }

    private static String camel(String name) {
        return Arrays.stream(name.split("_"))
                .map(it -> Character.toUpperCase(it.charAt(0)) + it.substring(1))
                .collect(Collectors.joining());
    }
}
