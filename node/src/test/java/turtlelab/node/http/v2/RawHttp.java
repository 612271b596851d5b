package turtlelab.node.http.v2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** HTTP by hand over one connection per request, since no client sends what is wrong on purpose. */
public record RawHttp(InetSocketAddress server) {
    private static final int PATIENCE_MILLIS = 15_000;

    /** A request; {@code headers} hold whole lines, such as {@code Accept: x}. */
    public record Request(String method, String target, List<String> headers, String body) {}

    /** An answer; header names in lower case. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    public Reply send(Request request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes(request));
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static byte[] bytes(Request request) {
        var body = request.body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder();
        head.append(request.method).append(' ').append(request.target).append(" HTTP/1.1\r\n");
        head.append("Host: test\r\nConnection: close\r\n");
        boolean typed = false;
        for (var header : request.headers) {
            head.append(header).append("\r\n");
            typed |= header.toLowerCase(Locale.ROOT).startsWith("content-type:");
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
            if (!typed) {
                head.append("Content-Type: application/x-www-form-urlencoded\r\n");
            }
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static Reply parse(byte[] answer) {
        var text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.put(name, line.substring(colon + 1).strip());
        }
        var rest = Arrays.copyOfRange(answer, end + 4, answer.length);
        var body = "chunked".equals(headers.get("transfer-encoding")) ? joined(rest) : rest;
        int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The chunks without their sizes. */
    private static byte[] joined(byte[] chunks) {
        var text = new String(chunks, StandardCharsets.ISO_8859_1);
        var joined = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            int line = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text.substring(at, line), 16);
            joined.write(chunks, line + 2, size);
            at = size == 0 ? text.length() : line + 2 + size + 2;
        }
        return joined.toByteArray();
    }

    /** Whether a server has started: its own start takes three indexes of the v2 store. */
    boolean isFreshlyStarted() throws IOException {
        var read = new Request("GET", "/v2/keys/", List.of(), "");
        return "3".equals(send(read).headers.get("x-etcd-index"));
    }

    /**
     * Waits for that.
     *
     * @throws IOException when it takes too long
     */
    public void awaitFreshStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!isFreshlyStarted()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(server + " did not start in time");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
