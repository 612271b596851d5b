package turtlelab.node.front;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Recognises a protocol by the first bytes a client sends. Pure; called again with each new byte.
 */
@FunctionalInterface
public interface Matcher {
    /** The connection preface of HTTP/2 (RFC 9113, 3.4), as far as it differs from HTTP/1. */
    Matcher HTTP2 =
            startsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    /**
     * Judges what has arrived.
     *
     * @param seen everything so far, from its position to its limit; never empty, not to be moved
     */
    Verdict look(ByteBuffer seen);

    /**
     * HTTP/1 requests that begin with one of these texts, such as {@code GET /v2/}. Waits for the
     * whole head, as HTTP/1's own door does.
     */
    static Matcher http(List<String> openings) {
        var starts =
                openings.stream()
                        .map(opening -> startsWith(opening.getBytes(StandardCharsets.US_ASCII)))
                        .toList();
        var head = new HttpHead(SnifferLimits.STANDARD.bytes());
        return seen -> {
            var verdict = Verdict.NO;
            for (var start : starts) {
                switch (start.look(seen)) {
                    case YES -> {
                        return head.look(seen);
                    }
                    case NEED_MORE -> verdict = Verdict.NEED_MORE;
                    case NO -> {}
                }
            }
            return verdict;
        };
    }

    /** A protocol that opens with fixed bytes. */
    static Matcher startsWith(byte[] magic) {
        var expected = ByteBuffer.wrap(magic.clone()).asReadOnlyBuffer();
        return seen -> {
            int length = Math.min(expected.remaining(), seen.remaining());
            if (seen.slice(seen.position(), length).mismatch(expected.slice(0, length)) >= 0) {
                return Verdict.NO;
            }
            return length == expected.remaining() ? Verdict.YES : Verdict.NEED_MORE;
        };
    }
}
