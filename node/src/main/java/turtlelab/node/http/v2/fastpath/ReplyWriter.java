package turtlelab.node.http.v2.fastpath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import turtlelab.node.base.Time;
import turtlelab.node.http.AccessRules;
import turtlelab.node.http.v2.keys.KeysReply;

/** Writes replies as the HTTP server writes them. One event loop's; not for two threads. */
final class ReplyWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String FOR_ALL = forAll();

    private final Time time;
    private long second = Long.MIN_VALUE;
    private String date = "";

    ReplyWriter(Time time) {
        this.time = time;
    }

    ByteBuf write(KeysReply reply, boolean last, ByteBufAllocator allocator) {
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(512);
        head.append("HTTP/1.1 ").append(reply.status()).append(' ');
        head.append(HttpStatus.getMessage(reply.status())).append("\r\nDate: ").append(date());
        head.append("\r\n").append(FOR_ALL);
        reply.headers().forEach((name, value) -> field(head, name, value));
        field(head, "Content-Type", "application/json");
        field(head, "Content-Length", Integer.toString(body.length));
        if (last) {
            field(head, "Connection", "close");
        }
        head.append("\r\n");
        var bytes = allocator.buffer(head.length() + body.length);
        bytes.writeCharSequence(head, StandardCharsets.ISO_8859_1);
        return bytes.writeBytes(body);
    }

    private String date() {
        long now = time.now().getEpochSecond();
        if (now != second) {
            second = now;
            date = DATE.format(Instant.ofEpochSecond(now));
        }
        return date;
    }

    private static String forAll() {
        var fields = new StringBuilder();
        AccessRules.greet((name, value) -> field(fields, name, value), AccessRules.ALL);
        return fields.toString();
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
