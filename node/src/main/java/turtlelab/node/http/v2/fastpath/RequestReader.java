package turtlelab.node.http.v2.fastpath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import turtlelab.node.base.Bytes;

/** Looks at what has arrived on a connection; takes nothing away. Pure. */
final class RequestReader {
    /** As the front allows before it knows whose a connection is. */
    static final int LONGEST_HEAD = 8 * 1024;

    /** Larger ones are for the server that bounds how many there are at once. */
    static final int LONGEST_BODY = 64 * 1024;

    private static final int EMPTY_LINE = "\r\n\r\n".length();

    private RequestReader() {}

    /** What stands first on a connection. */
    sealed interface Seen {
        /** Too little to say. */
        record Part() implements Seen {}

        /** For somebody who knows more of HTTP. */
        record Unusual() implements Seen {}

        /** A whole request, how many bytes it takes, and whether the connection ends with it. */
        record Whole(PlainRequest request, int bytes, boolean last) implements Seen {}
    }

    static Seen look(ByteBuf arrived) {
        int head = endOfHead(arrived);
        if (head < 0) {
            return arrived.readableBytes() > LONGEST_HEAD ? new Seen.Unusual() : new Seen.Part();
        }
        int start = arrived.readerIndex();
        var read = Head.read(arrived.toString(start, head, StandardCharsets.ISO_8859_1));
        if (read == null || head > LONGEST_HEAD || read.length() > LONGEST_BODY) {
            return new Seen.Unusual();
        }
        int body = head + 2;
        if (arrived.readableBytes() < body + read.length()) {
            return new Seen.Part();
        }
        var bytes = ByteBufUtil.getBytes(arrived, start + body, read.length());
        return new Seen.Whole(
                new PlainRequest(
                        read.method(),
                        read.key(),
                        read.query(),
                        read.contentType(),
                        Bytes.wrap(bytes)),
                body + read.length(),
                read.isLast());
    }

    /** Bytes up to and with the last header's line end; negative while there is no empty line. */
    private static int endOfHead(ByteBuf arrived) {
        int end = arrived.readableBytes() - EMPTY_LINE;
        for (int i = 0; i <= end; i++) {
            int at = arrived.readerIndex() + i;
            if (arrived.getByte(at) == '\r'
                    && arrived.getByte(at + 1) == '\n'
                    && arrived.getByte(at + 2) == '\r'
                    && arrived.getByte(at + 3) == '\n') {
                return i + 2;
            }
        }
        return -1;
    }
}
