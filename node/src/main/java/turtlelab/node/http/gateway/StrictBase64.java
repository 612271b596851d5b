package turtlelab.node.http.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Base64;

/**
 * Standard base64 with padding and nothing else, refused in Go's words. Line breaks are skipped.
 */
final class StrictBase64 {
    private static final int GROUP = 4;

    private StrictBase64() {}

    static ByteString decode(String text) throws BadJson {
        var clean =
                text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                        ? text
                        : text.replaceAll("[\r\n]", "");
        try {
            if (clean.length() % GROUP == 0) {
                return UnsafeByteOperations.unsafeWrap(Base64.getDecoder().decode(clean));
            }
        } catch (IllegalArgumentException _) {
            // The position is told below.
        }
        throw new BadJson("illegal base64 data at input byte " + firstBad(clean));
    }

    /** The first character that has no place, or the start of the incomplete group. */
    private static int firstBad(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=') {
                return behindPadding(text, i);
            }
            if (!isInAlphabet(text.charAt(i))) {
                return i;
            }
        }
        return text.length() - Math.max(1, text.length() % GROUP);
    }

    /** Nothing may stand behind the padding, which fills a group. */
    private static int behindPadding(String text, int start) {
        int missing = GROUP - start % GROUP;
        if (missing > 2) {
            return start;
        }
        int end = start + missing;
        if (end > text.length()) {
            return text.length();
        }
        return missing == 2 && text.charAt(start + 1) != '=' ? start : end;
    }

    private static boolean isInAlphabet(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/';
    }
}
