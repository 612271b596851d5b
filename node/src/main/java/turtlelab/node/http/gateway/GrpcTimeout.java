package turtlelab.node.http.gateway;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a client waits for an answer, as etcd's gateway is told it: the header {@code
 * Grpc-Timeout}, a number and one of the units H, M, S, m, u, n.
 */
final class GrpcTimeout {
    /** Less is over before the call begins. */
    static final long LEAST_NANOS = 1_000;

    static final String HEADER = "grpc-timeout";

    private GrpcTimeout() {}

    /**
     * In nanoseconds; empty without one.
     *
     * @throws BadJson in the words of etcd's gateway
     */
    static OptionalLong nanos(Map<String, String> headers) throws BadJson {
        for (var header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(HEADER)) {
                return nanos(header.getValue());
            }
        }
        return OptionalLong.empty();
    }

    /**
     * As {@link #nanos(Map)}.
     *
     * @param header null without one
     */
    static OptionalLong nanos(@Nullable String header) throws BadJson {
        return header == null || header.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(read(header));
    }

    private static long read(String text) throws BadJson {
        var end = text.length() - 1;
        try {
            return unit(text, end).toNanos(Long.parseLong(text.substring(0, end)));
        } catch (NumberFormatException _) {
            throw bad(text);
        }
    }

    private static TimeUnit unit(String text, int end) throws BadJson {
        return switch (text.charAt(end)) {
            case 'H' -> TimeUnit.HOURS;
            case 'M' -> TimeUnit.MINUTES;
            case 'S' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MILLISECONDS;
            case 'u' -> TimeUnit.MICROSECONDS;
            case 'n' -> TimeUnit.NANOSECONDS;
            default -> throw bad(text);
        };
    }

    private static BadJson bad(String text) {
        return new BadJson("invalid grpc-timeout: " + text);
    }
}
