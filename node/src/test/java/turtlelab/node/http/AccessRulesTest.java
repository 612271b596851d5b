package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.grpc.RequestLimits;

class AccessRulesTest {
    private static final AccessRules STRICT =
            AccessRules.of("http://good.test:80,http://fine.test:81", "ok.test,::1");

    @ParameterizedTest
    @ValueSource(strings = {"ok.test", "ok.test:2379", "[::1]:2379", "[::1]"})
    void aNameOnTheListIsAnsweredTo(String host) throws Exception {
        try (var port = new TestPort(RequestLimits.STANDARD, STRICT)) {
            assertThat(ask(port, "GET", "/version", host, "")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /health", "OPTIONS /health", "GET /v2//keys", "POST /v3/kv/range"})
    void anyOtherNameIsMisdirectedWhateverIsAsked(String request) throws Exception {
        var words = request.split(" ", 2);
        try (var port = new TestPort(RequestLimits.STANDARD, STRICT)) {
            for (var host : new String[] {"bad.test:2379", "OK.test", "127.0.0.1", "[::2]"}) {
                assertThat(ask(port, words[0], words[1], host, ""))
                        .startsWith("HTTP/1.1 421 ")
                        .contains("--host-whitelist")
                        .doesNotContain("Access-Control");
            }
        }
    }

    @Test
    void onlyPagesOnTheListMayReadAnswers() throws Exception {
        try (var port = new TestPort(RequestLimits.STANDARD, STRICT)) {
            for (var method : new String[] {"GET", "OPTIONS"}) {
                assertThat(ask(port, method, "/version", "ok.test", "http://good.test:80"))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Access-Control-Allow-Origin: http://good.test:80\r\n")
                        .contains("Access-Control-Allow-Methods: POST, GET, OPTIONS, PUT, DELETE");
                assertThat(ask(port, method, "/version", "ok.test", "http://bad.test:80"))
                        .startsWith("HTTP/1.1 200 ")
                        .doesNotContain("Access-Control");
                assertThat(ask(port, method, "/version", "ok.test", ""))
                        .doesNotContain("Access-Control");
            }
        }
    }

    @Test
    void withoutRulesEverybodyMayByAnyName() throws Exception {
        try (var port = new TestPort()) {
            assertThat(ask(port, "GET", "/version", "any.test", "http://any.test:80"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Access-Control-Allow-Origin: *\r\n");
        }
    }

    /** By hand, since no client lets others name the host. */
    private static String ask(TestPort port, String method, String path, String host, String origin)
            throws IOException {
        var from = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
        var request =
                "%s %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .formatted(method, path, host, from);
        try (var socket = new Socket(port.address().getAddress(), port.address().getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
