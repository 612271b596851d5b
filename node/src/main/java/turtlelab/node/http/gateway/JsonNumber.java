package turtlelab.node.http.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Reads whole numbers that may stand in quotes, within the bounds of a Go type. */
final class JsonNumber {
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private JsonNumber() {}

    /**
     * The number, in two's complement where it is unsigned.
     *
     * @param goType {@code int64}, {@code uint64}, {@code int32}, {@code uint32} or {@code uint8}
     */
    static BigInteger read(JsonNode value, String goType) throws BadJson {
        return read(value, goType, goType);
    }

    /**
     * The same for a type of another name.
     *
     * @param called how the refusal calls the type
     */
    static BigInteger read(JsonNode value, String goType, String called) throws BadJson {
        if (!value.isTextual() && !value.isNumber()) {
            throw JsonRequest.mismatch(value, called);
        }
        var digits = value.isTextual() ? unquoted(value.textValue(), called) : value.asText();
        if (!digits.matches("-?\\d{1,20}") || !fits(new BigInteger(digits), goType)) {
            throw new BadJson(
                    "json: cannot unmarshal number " + digits + " into Go value of type " + called);
        }
        return new BigInteger(digits);
    }

    private static boolean fits(BigInteger number, String goType) {
        int bits = Integer.parseInt(goType.replaceAll("\\D", ""));
        return goType.startsWith("u")
                ? number.signum() >= 0 && number.bitLength() <= bits
                : number.bitLength() < bits;
    }

    /** Go reads what stands in quotes as JSON of its own. */
    private static String unquoted(String quoted, String called) throws BadJson {
        var text = quoted.replaceAll("^[ \t\r\n]+|[ \t\r\n]+$", "");
        if (text.isEmpty()) {
            throw new BadJson("unexpected end of JSON input");
        }
        if (text.equals("null")) {
            return "0";
        }
        if (text.equals("true") || text.equals("false")) {
            throw JsonRequest.mismatch(BooleanNode.TRUE, called);
        }
        var number = NUMBER.matcher(text);
        if (!number.lookingAt()) {
            throw new BadJson(
                    "invalid character '" + text.charAt(0) + "' looking for beginning of value");
        }
        if (number.end() < text.length()) {
            var next = text.charAt(number.end());
            throw new BadJson("invalid character '" + next + "' after top-level value");
        }
        return text;
    }
}
