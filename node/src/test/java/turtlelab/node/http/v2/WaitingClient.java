package turtlelab.node.http.v2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that asks once and reads the chunks of the answer one by one, when it wants to. */
final class WaitingClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean inBody;

    private WaitingClient(RawHttp server, String target) throws IOException {
        socket.connect(server.server(), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var request = "GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        in = socket.getInputStream();
    }

    static WaitingClient ask(RawHttp server, String target) throws IOException {
        return new WaitingClient(server, target);
    }

    /** Status line and headers as they stand, without the empty line. */
    String head() throws IOException {
        var head = new StringBuilder();
        for (var line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** The next chunk; empty at the end of the answer. */
    String chunk() throws IOException {
        if (inBody) {
            line(); // Jetty ends a chunk only when the next one begins.
        }
        int size = Integer.parseInt(line(), 16);
        inBody = size > 0;
        if (!inBody) {
            line();
        }
        return new String(in.readNBytes(size), StandardCharsets.UTF_8);
    }

    /** Whether nothing at all comes for a while; what came instead is lost. */
    boolean hearsNothing(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            in.read();
            return false;
        } catch (SocketTimeoutException _) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Asks for something else on the same connection. */
    void askAlso(String target) throws IOException {
        var request = "GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    /** All chunks up to the end of the answer. */
    String rest() throws IOException {
        var rest = new StringBuilder();
        for (var chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            rest.append(chunk);
        }
        return rest.toString();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the answer breaks off after \"" + line + '"');
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
