package turtlelab.labctl.ctl.v3.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.labctl.ctl.flag.CtlFailure;

class ResidentMemoryTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private double read(String page) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.9.3.2", 0), 0);
        server.createContext(
                "/metrics",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(page.getBytes(UTF_8));
                    exchange.close();
                });
        server.start();
        try {
            var endpoint = "127.9.3.2:" + server.getAddress().getPort();
            return new ResidentMemory(new PrintStream(said, true, UTF_8)).of(endpoint, "before");
        } finally {
            server.stop(0);
        }
    }

    /** As Go writes a number, and as Java does. */
    @ParameterizedTest
    @CsvSource({"2.20913664e+08, 220913664", "2.20913664E8, 220913664", "4096, 4096"})
    void theFigureIsReadHoweverItIsWritten(String text, double bytes) throws IOException {
        var page = "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes ";
        assertThat(read(page + text + "\n")).isEqualTo(bytes);
        assertThat(said.size()).isZero();
    }

    @Test
    void aPageWithoutTheFigureIsAFailure() {
        assertThatThrownBy(() -> read("other 1\n")).isInstanceOf(CtlFailure.class);
        assertThat(said)
                .hasToString(
                        "FAIL: Could not read process_resident_memory_bytes before the put"
                                + " operations.\n");
    }
}
