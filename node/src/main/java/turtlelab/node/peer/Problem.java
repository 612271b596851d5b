package turtlelab.node.peer;

import java.net.ConnectException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failed connection in a few words for a log. */
final class Problem {
    private Problem() {}

    static String of(@Nullable Throwable cause) {
        if (cause == null) {
            return "closed";
        }
        var text = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectException) {
            var colon = text.indexOf(": ");
            return (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        }
        if (cause.getMessage() == null) {
            return cause.getClass().getSimpleName();
        }
        return text.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
