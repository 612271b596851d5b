package turtlelab.node.front;

import java.nio.ByteBuffer;

/**
 * Recognises HTTP/1: a method, a blank, and so on up to the empty line that ends the head. Waiting
 * for the whole head puts it under the sniffer's deadline, so that a client that sends a byte now
 * and then never gets as far as the HTTP server. A head as long as the limit passes; the server
 * refuses it politely.
 */
final class HttpHead implements Matcher {
    private static final int LONGEST_METHOD = 32;

    private final int limit;

    HttpHead(int limit) {
        this.limit = limit;
    }

    @Override
    public Verdict look(ByteBuffer seen) {
        int length = seen.remaining();
        int start = seen.position();
        int method = 0;
        while (method < length && isTokenByte(seen.get(start + method))) {
            method++;
        }
        if (method == length) {
            return length <= LONGEST_METHOD ? Verdict.NEED_MORE : Verdict.NO;
        }
        if (method == 0 || method > LONGEST_METHOD || seen.get(start + method) != ' ') {
            return Verdict.NO;
        }
        return length >= limit || hasEmptyLine(seen) ? Verdict.YES : Verdict.NEED_MORE;
    }

    private static boolean isTokenByte(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '-' || b == '_';
    }

    private static boolean hasEmptyLine(ByteBuffer seen) {
        boolean lineIsEmpty = false;
        for (int i = seen.position(); i < seen.limit(); i++) {
            byte b = seen.get(i);
            if (b == '\n') {
                if (lineIsEmpty) {
                    return true;
                }
                lineIsEmpty = true;
            } else if (b != '\r') {
                lineIsEmpty = false;
            }
        }
        return false;
    }
}
