package turtlelab.node.http.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/** Reads bytes as Go does: base64 text, or a list of small numbers. */
final class JsonBytes {
    private static final String GO_BYTE = "uint8";

    private JsonBytes() {}

    static ByteString read(JsonNode value) throws BadJson {
        if (value.isTextual()) {
            return StrictBase64.decode(value.textValue());
        }
        if (!value.isArray()) {
            throw JsonRequest.mismatch(value, "[]" + GO_BYTE);
        }
        var bytes = new byte[value.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = one(value.get(i));
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    private static byte one(JsonNode value) throws BadJson {
        if (value.isNull()) {
            return 0;
        }
        if (!value.isNumber()) {
            throw JsonRequest.mismatch(value, GO_BYTE);
        }
        return JsonNumber.read(value, GO_BYTE).byteValue();
    }
}
