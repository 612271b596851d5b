package turtlelab.node.consensus.log;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a segment, as etcd writes it: {@code <number>-<first index>.wal}, both as 16 hex
 * digits. Numbers rise by one without gaps; the index is for people.
 */
record SegmentName(long number, long firstIndex) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})\\.wal");
    static final String TEMPORARY = ".tmp";

    static Optional<SegmentName> read(String file) {
        var match = FORM.matcher(file);
        return match.matches()
                ? Optional.of(new SegmentName(hex(match.group(1)), hex(match.group(2))))
                : Optional.empty();
    }

    String file() {
        var hex = HexFormat.of();
        return hex.toHexDigits(number) + "-" + hex.toHexDigits(firstIndex) + ".wal";
    }

    private static long hex(String digits) {
        return HexFormat.fromHexDigitsToLong(digits);
    }
}
