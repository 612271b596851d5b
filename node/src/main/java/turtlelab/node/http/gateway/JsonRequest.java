package turtlelab.node.http.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the gateway's JSON into etcd's messages, as forgiving and as strict as etcd (reference
 * B.10): names in either case style (camel case counts where both are there), numbers as numbers or
 * text, enums by name or number, unknown fields ignored, bytes in standard padded base64 or as a
 * list, anything behind the first value ignored, no body is an empty message. Protobuf's own reader
 * takes more (url-safe base64) and knows no lease compare.
 */
final class JsonRequest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonRequest() {}

    /** Reads a body into a message of the method's request type. */
    static <Q extends Message> Q read(byte[] body, MethodDescriptor<Q, ?> method) throws BadJson {
        return read(tree(body), method);
    }

    /** Makes a message of the method's request type out of what was read. */
    @SuppressWarnings("unchecked") // A prototype builds messages of its own type.
    static <Q extends Message> Q read(JsonNode node, MethodDescriptor<Q, ?> method) throws BadJson {
        var marshaller = (MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller();
        var prototype = marshaller.getMessagePrototype();
        if (prototype == null) {
            throw new IllegalStateException(method.getFullMethodName() + " has no prototype");
        }
        var into = prototype.newBuilderForType();
        if (!node.isMissingNode() && !node.isNull()) {
            fill(into, node);
        }
        return (Q) into.build();
    }

    private static JsonNode tree(byte[] body) throws BadJson {
        try {
            return JSON.readTree(body);
        } catch (JsonEOFException _) {
            throw new BadJson("unexpected EOF");
        } catch (JsonProcessingException e) {
            throw new BadJson(e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadJson(String.valueOf(e.getMessage()));
        }
    }

    private static void fill(Message.Builder into, JsonNode object) throws BadJson {
        if (!object.isObject()) {
            throw mismatch(object, "map[string]json.RawMessage");
        }
        for (var entry : object.properties()) {
            var name = entry.getKey();
            var value = entry.getValue();
            var field = field(into.getDescriptorForType(), name);
            if (value.isNull() || isOutdone(field, name, object)) {
                continue;
            }
            if (field != null) {
                set(into, field, value);
            } else {
                NewerFields.set(into, name, value);
            }
        }
    }

    /** Whether the field stands there under its other name, too. */
    private static boolean isOutdone(
            @Nullable FieldDescriptor field, String name, JsonNode object) {
        return field != null
                && !name.equals(field.getJsonName())
                && object.has(field.getJsonName());
    }

    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        var field = type.findFieldByName(name);
        if (field != null) {
            return field;
        }
        return type.getFields().stream()
                .filter(candidate -> candidate.getJsonName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static void set(Message.Builder into, FieldDescriptor field, JsonNode value)
            throws BadJson {
        if (!field.isRepeated()) {
            into.setField(field, value(into, field, value));
            return;
        }
        if (!value.isArray()) {
            throw field.getJavaType() == JavaType.ENUM && value.isTextual()
                    ? new BadJson("invalid target \"slice\" for enum " + goName(field))
                    : mismatch(value, "[]json.RawMessage");
        }
        for (var element : value) {
            var isNothing = element.isNull();
            into.addRepeatedField(
                    field, isNothing ? nothing(into, field) : value(into, field, element));
        }
    }

    /** What Go makes of a null in a list; of messages it makes one that ends the process. */
    private static Object nothing(Message.Builder parent, FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> parent.newBuilderForField(field).build();
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(0);
            default -> "";
        };
    }

    private static Object value(Message.Builder parent, FieldDescriptor field, JsonNode value)
            throws BadJson {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                var nested = parent.newBuilderForField(field);
                fill(nested, value);
                yield nested.build();
            }
            case BYTE_STRING -> JsonBytes.read(value);
            case STRING -> {
                if (!value.isTextual()) {
                    throw mismatch(value, "string");
                }
                yield value.textValue();
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    throw mismatch(value, "bool");
                }
                yield value.booleanValue();
            }
            case ENUM -> enumValue(field, value);
            case LONG -> JsonNumber.read(value, goName(field)).longValue();
            case INT -> JsonNumber.read(value, goName(field)).intValue();
            case FLOAT, DOUBLE -> throw mismatch(value, "a number that etcd does not use");
        };
    }

    private static EnumValueDescriptor enumValue(FieldDescriptor field, JsonNode value)
            throws BadJson {
        var type = field.getEnumType();
        if (value.isNumber()) {
            int number = JsonNumber.read(value, "int32", goName(field)).intValue();
            return type.findValueByNumberCreatingIfUnknown(number);
        }
        if (!value.isTextual()) {
            throw mismatch(value, goName(field));
        }
        var known = type.findValueByName(value.textValue());
        if (known != null) {
            return known;
        }
        var newer = NewerWords.number(type.getFullName(), value.asText());
        if (newer.isPresent()) {
            return type.findValueByNumberCreatingIfUnknown(newer.getAsInt());
        }
        throw new BadJson("unknown value " + value + " for enum " + goName(field));
    }

    private static String goName(FieldDescriptor field) {
        return field.getJavaType() == JavaType.ENUM
                ? field.getEnumType().getFullName().replaceFirst("\\.(\\w+)\\.(\\w+)$", ".$1_$2")
                : field.getLiteType().name().toLowerCase(Locale.ROOT);
    }

    static BadJson mismatch(JsonNode value, String goType) {
        var kind =
                switch (value.getNodeType()) {
                    case ARRAY -> "array";
                    case OBJECT, POJO -> "object";
                    case BOOLEAN -> "bool";
                    case NUMBER -> "number";
                    case STRING, BINARY, MISSING, NULL -> "string";
                };
        return new BadJson("json: cannot unmarshal " + kind + " into Go value of type " + goType);
    }
}
