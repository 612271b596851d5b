package turtlelab.node.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.oracle.WholeNode;

/**
 * gRPC keepalive by its flags. A client that speaks bare HTTP/2, so that it can ping, and be
 * silent, as no library would.
 */
class PingsTest {
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int ENHANCE_YOUR_CALM = 11;

    @TempDir private Path directory;

    private static final class Client implements AutoCloseable {
        private final Socket socket = new Socket();

        Client(InetSocketAddress address) throws IOException {
            socket.connect(address, 20_000);
            socket.setSoTimeout(20_000);
            var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
            socket.getOutputStream().write(preface.getBytes(StandardCharsets.US_ASCII));
            send(SETTINGS, 0, new byte[0]);
        }

        void send(int type, int flags, byte[] body) throws IOException {
            var frame = ByteBuffer.allocate(9 + body.length);
            frame.putInt(body.length << 8 | type).put((byte) flags).putInt(0).put(body);
            socket.getOutputStream().write(frame.array());
        }

        /** The content of the next frame of a type; every other one is passed over. */
        byte[] next(int type, boolean isAnswer) throws IOException {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                int head = in.readInt();
                int flags = in.readUnsignedByte();
                in.readInt();
                var body = in.readNBytes(head >>> 8);
                if ((head & 0xff) == type && isAnswer == ((flags & ACK) != 0)) {
                    return body;
                }
            }
        }

        /** Whether the connection ends, whatever is still said before. */
        boolean ends() throws IOException {
            try {
                socket.getInputStream().readAllBytes();
                return true;
            } catch (SocketTimeoutException _) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whoPingsTooOftenIsSentAway() throws Exception {
        try (var node = WholeNode.start(directory, "--grpc-keepalive-min-time=1h");
                var client = new Client(node.address())) {
            for (int i = 0; i < 4; i++) {
                client.send(PING, 0, new byte[8]);
            }
            var farewell = ByteBuffer.wrap(client.next(GOAWAY, false));
            assertThat(farewell.getInt(4)).isEqualTo(ENHANCE_YOUR_CALM);
            var reason = new byte[farewell.remaining() - 8];
            farewell.get(8, reason);
            assertThat(reason).asString(StandardCharsets.US_ASCII).isEqualTo("too_many_pings");
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    void whoPingsAsOftenAsIsAllowedIsAnsweredAndASilentClientIsLetGo() throws Exception {
        try (var node =
                        WholeNode.start(
                                directory,
                                "--grpc-keepalive-min-time=1ns",
                                "--grpc-keepalive-interval=50ms",
                                "--grpc-keepalive-timeout=500ms");
                var client = new Client(node.address())) {
            for (int i = 0; i < 10; i++) {
                client.send(PING, 0, new byte[8]);
                assertThat(client.next(PING, true)).hasSize(8);
            }
            for (int i = 0; i < 3; i++) {
                client.send(PING, ACK, client.next(PING, false));
            }
            assertThat(client.ends()).isTrue();
        }
    }
}
