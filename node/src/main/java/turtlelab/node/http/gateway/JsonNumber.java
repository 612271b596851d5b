package turtlelab.node.http.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;

/** Reads whole numbers that may stand in quotes, within the bounds of a Go type. */
final class JsonNumber {
    private JsonNumber() {}

    /**
     * The number, in two's complement where it is unsigned.
     *
     * @param goType {@code int64}, {@code uint64}, {@code int32} or {@code uint32}
     */
    static BigInteger read(JsonNode value, String goType) throws BadJson {
        if (!value.isTextual() && !value.isNumber()) {
            throw JsonRequest.mismatch(value, goType);
        }
        var digits = value.asText();
        if (value.isTextual()) {
            beginsLikeOne(digits);
        }
        if (!digits.matches("-?\\d{1,20}")) {
            throw new BadJson(
                    "json: cannot unmarshal number " + digits + " into Go value of type " + goType);
        }
        var number = new BigInteger(digits);
        int bits = goType.endsWith("64") ? 64 : 32;
        boolean fits =
                goType.startsWith("u")
                        ? number.signum() >= 0 && number.bitLength() <= bits
                        : number.bitLength() < bits;
        if (!fits) {
            throw new BadJson(
                    "json: cannot unmarshal number " + digits + " into Go value of type " + goType);
        }
        return number;
    }

    /** Go reads what stands in quotes as JSON of its own. */
    private static void beginsLikeOne(String digits) throws BadJson {
        if (digits.isEmpty()) {
            throw new BadJson("unexpected end of JSON input");
        }
        var first = digits.charAt(0);
        if (first != '-' && (first < '0' || first > '9')) {
            throw new BadJson("invalid character '" + first + "' looking for beginning of value");
        }
    }
}
