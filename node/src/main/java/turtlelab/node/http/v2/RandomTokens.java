package turtlelab.node.http.v2;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Names for discovery tokens, which are all the protection that they have. */
final class RandomTokens {
    private static final int BYTES = 16;

    private RandomTokens() {}

    static Supplier<String> secure() {
        var random = new SecureRandom();
        return () -> {
            var bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        };
    }
}
