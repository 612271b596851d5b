package turtlelab.labctl.ctl.flag;

/** IDs in hexadecimal, read as Go does. */
public final class HexId {

    private static final int RADIX = 16;

    private HexId() {}

    /**
     * Reads an unsigned ID.
     *
     * @throws FlagFailure with Go's words
     */
    public static long unsigned(String text) {
        try {
            if (text.startsWith("+")) throw new NumberFormatException(text);
            return Long.parseUnsignedLong(text, RADIX);
        } catch (NumberFormatException _) {
            throw new FlagFailure(goWords("ParseUint", text));
        }
    }

    /**
     * Reads a signed ID.
     *
     * @throws FlagFailure with Go's words
     */
    public static long signed(String text) {
        try {
            return Long.parseLong(text, RADIX);
        } catch (NumberFormatException _) {
            throw new FlagFailure(goWords("ParseInt", text));
        }
    }

    /**
     * Reads a signed number in decimal.
     *
     * @throws FlagFailure with Go's words
     */
    public static long decimal(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            var isNumber = text.matches("[-+]?\\d+");
            throw new FlagFailure(
                    "strconv.ParseInt: parsing \"%s\": %s"
                            .formatted(text, isNumber ? "value out of range" : "invalid syntax"));
        }
    }

    private static String goWords(String function, String text) {
        var why = text.matches("[-+]?\\p{XDigit}+") ? "value out of range" : "invalid syntax";
        return "strconv.%s: parsing \"%s\": %s".formatted(function, text, why);
    }
}
