package turtlelab.labctl.cli.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.join.base.Http;
import turtlelab.labctl.discovery.DiscoveryServer;
import turtlelab.labctl.discovery.Tokens;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

/** {@code labctl discovery} as somebody types it who does not know it yet. */
class DiscoveryCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path folder;
    private DiscoveryServer service;

    @BeforeEach
    void open() {
        var settings = new Tokens.Settings(Duration.ofHours(1), Duration.ZERO);
        service =
                DiscoveryServer.open(
                        new InetSocketAddress("127.2.78.1", 0),
                        "",
                        new Tokens(settings, Time.system()),
                        DiscoveryServer.Faults.NONE,
                        Time.system());
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Called discovery(String... words) {
        var all = new ArrayList<>(List.of("discovery"));
        all.addAll(List.of(words));
        try (var driver = new RecordingDriver()) {
            return Called.labctl(folder, driver, all.toArray(String[]::new));
        }
    }

    private String token() {
        var made = discovery("new", "--server", service.url().replace("http://", ""), "--size=2");
        assertThat(made.exitCode()).as(made.err()).isZero();
        return made.out().strip();
    }

    @Test
    void aTokenIsMadeShownAndCorrected() throws Exception {
        var token = token();
        assertThat(token).matches(service.url() + "/[0-9a-f]{32}");
        Http.send(Http.Request.putForm(token + "/abc", "value=n1=http://h:2380"), LIMIT);

        var shown = discovery("show", token);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .containsPattern("abc +n1=http://h:2380 +[0-9]+")
                .contains("1 of 2 members have registered");
        assertThat(discovery("show", token, "--json").out())
                .contains("\"size\" : 2,", "\"value\" : \"n1=http://h:2380\"");

        var gone = discovery("rm", token, "abc", "nobody");
        assertThat(gone.exitCode()).isZero();
        assertThat(gone.err()).contains("abc: removed", "nobody: not registered");
        assertThat(discovery("show", token).out()).contains("0 of 2 members");
    }

    @Test
    void aTokenThatIsNotThereIsNamed() {
        var unknown = service.url() + "/" + "0".repeat(32);
        var shown = discovery("show", unknown);
        assertThat(shown.exitCode()).isEqualTo(4);
        assertThat(shown.out()).isEmpty();
        assertThat(shown.err()).contains(unknown);
    }

    @Test
    void aServiceOutOfReachIsNamedWithTheCure() {
        var made = discovery("new", "--server", "127.2.78.1:1");
        assertThat(made.exitCode()).isEqualTo(4);
        assertThat(made.err()).contains("127.2.78.1:1 (connection refused)", "discovery serve");
        assertThat(discovery("show", "http://127.2.78.1:1/t").exitCode()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new --size 0|size must be 1 to 99",
                "new --size many|--size",
                "show ftp://h/t|discovery url must use http or https scheme",
                "show|URL",
                "rm http://h/t|ID",
                "serve --listen nonsense|--listen nonsense: use host:port",
                "serve --fail-every -1|--fail-every -1: use 0 or more",
                "serve --token-ttl soon|--token-ttl soon: use 500ms, 2s, 1h",
            })
    void nonsenseIsRefusedAndNothingPrinted(String words, String text) {
        var line = new ArrayList<>(List.of(words.split(" ", -1)));
        if (line.getFirst().equals("new")) {
            line.addAll(List.of("--server", service.url()));
        }
        var called = discovery(line.toArray(String[]::new));
        assertThat(called.exitCode()).as(called.err()).isEqualTo(1);
        assertThat(called.err()).containsIgnoringCase(text);
        assertThat(called.out()).isEmpty();
    }
}
