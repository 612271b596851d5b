package turtlelab.node.http.v2.wire;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them: {@code 1h2m3.5s}, {@code 2.25ms}, {@code 0s}. */
public final class GoDurationText {
    private GoDurationText() {}

    public static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + of(duration.negated());
        }
        long nanos = duration.toNanos();
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return decimal(nanos, 3) + "µs";
        }
        if (nanos < 1_000_000_000) {
            return decimal(nanos, 6) + "ms";
        }
        return whole(duration);
    }

    private static String whole(Duration duration) {
        var seconds =
                decimal(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9);
        if (duration.toMinutes() == 0) {
            return seconds + "s";
        }
        var hours = duration.toHours() == 0 ? "" : duration.toHours() + "h";
        return hours + duration.toMinutesPart() + "m" + seconds + "s";
    }

    private static String decimal(long value, int fraction) {
        return BigDecimal.valueOf(value, fraction).stripTrailingZeros().toPlainString();
    }
}
