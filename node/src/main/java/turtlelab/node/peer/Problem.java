package turtlelab.node.peer;

import java.net.ConnectException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failed connection in a few words for a log. */
public final class Problem {
    private static final String REFUSED = "connection refused";

    private Problem() {}

    public static String of(@Nullable Throwable cause) {
        if (cause == null) {
            return "closed";
        }
        var text = cause.getMessage();
        if (cause instanceof ConnectException) {
            return text == null ? REFUSED : text.split(": ", 2)[0].toLowerCase(Locale.ROOT);
        }
        if (text == null) {
            return cause.getClass().getSimpleName();
        }
        return text.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
