package turtlelab.node.http.v2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.replica.FakeReplica;

/** Clients notice nothing of it. */
class FastPathTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final int WAIT_MILLIS = 15_000;

    private V2Port<FakeReplica> port;

    @BeforeEach
    void open() throws Exception {
        port = new V2Port<>(new FakeReplica());
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /v2/keys                 | ''",
                "GET    | /v2/keys/                | ''",
                "GET    | /v2/keys/none            | ''",
                "GET    | /v2/keys/a               | ''",
                "GET    | /v2/keys/a?quorum=true   | ''",
                "GET    | /v2/keys/a?sorted=maybe  | ''",
                "PUT    | /v2/keys/a               | value=1",
                "PUT    | /v2/keys/a?prevExist=true&noValueOnSuccess=true | value=2",
                "PUT    | /v2/keys/a               | value=%zz",
                "PUT    | /v2/keys/a               | value=3&ttl=x",
                "PUT    | /v2/keys/a               | value=3&wait=true",
                "PUT    | /v2/keys/a?prevIndex=999 | value=4",
                "PUT    | /v2/keys/d               | dir=true",
                "PUT    | /v2/keys/d               | value=5",
                "DELETE | /v2/keys/a?prevValue=no  | ''",
                "DELETE | /v2/keys/d               | ''"
            })
    void aPlainRequestAndAnUnusualOneAreAnsweredAlike(String method, String target, String body)
            throws Exception {
        var plain = answer(method, target, body, "Accept: */*");
        close();
        open();
        var unusual = answer(method, target, body, "TE: trailers");
        assertThat(plain.status()).isEqualTo(unusual.status());
        assertThat(plain.body()).isEqualTo(unusual.body());
        assertThat(steady(plain.headers())).isEqualTo(steady(unusual.headers()));
    }

    @Test
    void manyRequestsGoOverOneConnection() throws Exception {
        try (var socket = connect()) {
            for (int i = 1; i <= 3; i++) {
                write(socket, put("/a", "value=" + i));
                assertThat(readAnswer(socket.getInputStream())).contains("\"value\":\"" + i + "\"");
            }
        }
    }

    @Test
    void requestsSentAtOnceAreAnsweredInTheirOrder() throws Exception {
        try (var socket = connect()) {
            write(socket, put("/a", "value=1") + put("/a", "value=2") + get("/a") + get("/b"));
            var in = socket.getInputStream();
            assertThat(readAnswer(in)).contains("\"value\":\"1\"");
            assertThat(readAnswer(in)).contains("\"value\":\"2\"");
            assertThat(readAnswer(in)).contains("\"action\":\"get\"").contains("\"value\":\"2\"");
            assertThat(readAnswer(in)).startsWith("HTTP/1.1 404").contains("Key not found");
        }
    }

    @Test
    void aRequestInPiecesIsAnsweredWhenItIsWhole() throws Exception {
        try (var socket = connect()) {
            var request = put("/a", "value=pieces");
            for (int i = 0; i < request.length(); i++) {
                write(socket, request.substring(i, i + 1));
            }
            assertThat(readAnswer(socket.getInputStream())).contains("\"value\":\"pieces\"");
        }
    }

    @Test
    void aConnectionGoesOnWithWhateverHttpKnows() throws Exception {
        try (var socket = connect()) {
            write(socket, put("/a", "value=1") + "GET /version HTTP/1.1\r\nHost: x\r\n\r\n");
            var in = socket.getInputStream();
            assertThat(readAnswer(in)).contains("\"value\":\"1\"");
            assertThat(readAnswer(in)).contains("etcdserver");
            write(socket, get("/a"));
            assertThat(readAnswer(in)).contains("\"value\":\"1\"");
        }
    }

    @Test
    void aLargeBodyIsStored() throws Exception {
        try (var socket = connect()) {
            write(socket, get("/none"));
            assertThat(readAnswer(socket.getInputStream())).startsWith("HTTP/1.1 404");
            write(socket, put("/a", "value=" + "x".repeat(1 << 16)));
            var status = socket.getInputStream().readNBytes("HTTP/1.1 201".length());
            assertThat(new String(status, US_ASCII)).isEqualTo("HTTP/1.1 201");
        }
    }

    private RawHttp.Reply answer(String method, String target, String body, String header)
            throws Exception {
        port.http().send(new RawHttp.Request("PUT", "/v2/keys/a", List.of(), "value=0"));
        port.http().send(new RawHttp.Request("PUT", "/v2/keys/d", List.of(), "dir=true"));
        return port.http().send(new RawHttp.Request(method, target, List.of(header), body));
    }

    private static Map<String, String> steady(Map<String, String> headers) {
        var steady = new TreeMap<>(headers);
        steady.remove("date");
        return steady;
    }

    private static String put(String key, String form) {
        return "PUT /v2/keys%s HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(key, FORM, form.length(), form);
    }

    private static String get(String key) {
        return "GET /v2/keys%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(key);
    }

    private Socket connect() throws IOException {
        var server = port.http().server();
        var socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(WAIT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /** Head and body of the next answer. */
    private static String readAnswer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("connection closed after %s", head).isNotNegative();
            head.append((char) next);
        }
        var length =
                head.toString()
                        .lines()
                        .filter(line -> line.startsWith("Content-Length: "))
                        .map(line -> line.substring(16))
                        .findFirst()
                        .orElseThrow();
        return head + new String(in.readNBytes(Integer.parseInt(length)), US_ASCII);
    }
}
