package turtlelab.node.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who a request says it comes from. */
public sealed interface Caller {
    /** It does not say. */
    record Nobody() implements Caller {}

    record Named(String user, String password) implements Caller {}

    /** What it says cannot be understood. */
    record Garbled() implements Caller {}

    /**
     * Reads an {@code Authorization} header of the kind {@code Basic}.
     *
     * @param header null when there is none
     */
    static Caller of(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return new Nobody();
        }
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return new Garbled();
        }
        try {
            var decoded = Base64.getDecoder().decode(header.substring("basic ".length()));
            var text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Garbled()
                    : new Named(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return new Garbled();
        }
    }
}
