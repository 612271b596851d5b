package turtlelab.labctl.ctl.flag;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 300ms}, {@code 1.5s}, {@code 1m30s}. */
public final class GoDuration {

    private static final Pattern PART =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(" + PART.pattern() + ")+");
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final int MINUTE_SECONDS = 60;

    private GoDuration() {}

    /** Reads one; nothing when it is none, or beyond 292 years. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        var sum = BigDecimal.ZERO;
        for (var parts = PART.matcher(text); parts.find(); ) {
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))));
        }
        var nanos = text.startsWith("-") ? sum.negate().toBigInteger() : sum.toBigInteger();
        return nanos.bitLength() < Long.SIZE ? of(nanos) : Optional.empty();
    }

    private static Optional<Duration> of(BigInteger nanos) {
        return Optional.of(Duration.ofNanos(nanos.longValueExact()));
    }

    private static BigDecimal unit(String name) {
        return BigDecimal.valueOf(
                switch (name) {
                    case "ns" -> 1;
                    case "us", "µs" -> MICRO;
                    case "ms" -> MILLI;
                    case "s" -> SECOND;
                    case "m" -> SECOND * MINUTE_SECONDS;
                    case "h" -> SECOND * MINUTE_SECONDS * MINUTE_SECONDS;
                    default -> throw new IllegalArgumentException(name);
                });
    }

    /** Writes one of less than a minute as Go does, such as {@code 1.234567ms}. */
    public static String text(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) return "0s";
        if (nanos < MICRO) return nanos + "ns";
        if (nanos < MILLI) return in(nanos, MICRO) + "µs";
        if (nanos < SECOND) return in(nanos, MILLI) + "ms";
        return in(nanos, SECOND) + "s";
    }

    private static String in(long nanos, long unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
