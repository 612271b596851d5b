package turtlelab.labctl.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

/** Where {@code labctl join} takes its settings from. */
class JoinCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private DiscoveryServer service;
    private String token;

    @BeforeEach
    void open() throws Exception {
        var settings = new Tokens.Settings(Duration.ofHours(1), Duration.ZERO);
        service =
                DiscoveryServer.open(
                        new InetSocketAddress("127.2.46.100", 0),
                        "",
                        new Tokens(settings, Time.system()),
                        DiscoveryServer.Faults.NONE,
                        Time.system());
        token = Http.send(Http.Request.get(service.url() + "/new?size=3"), LIMIT).body();
    }

    @AfterEach
    void close() {
        service.close();
        driver.close();
    }

    @Test
    void elasticEtcdsEnvironmentIsEnough() {
        var called = join(environment());
        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out())
                .isEqualTo(
                        """
                        ETCD_INITIAL_CLUSTER_STATE="new"
                        ETCD_INITIAL_ADVERTISE_PEER_URLS="http://127.2.46.1:2380"
                        ETCD_DISCOVERY="%s"
                        ETCD_NAME="n1"
                        ETCD_DATA_DIR="%s"
                        """
                                .formatted(token, folder.resolve("n1.data")));
    }

    @Test
    void aFlagIsStrongerThanTheEnvironment() {
        var called = join(environment(), "--name=n2", "-o", "flags");
        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out()).contains(" -name=n2 ").doesNotContain("n1 ");
    }

    @Test
    void seedsThatWantCertificatesAreRefusedByName() {
        var called = join(environment(), "--seeds=http://127.2.46.1:2379,https://127.2.46.2:2379");
        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.out()).isEmpty();
        assertThat(called.err())
                .contains("--seeds https://127.2.46.2:2379: TLS to members is not built yet");
    }

    @Test
    void nonsenseInTheEnvironmentIsNamed() {
        assertRefused("ELASTIC_ETCD_JOIN_STRATEGY", "x", "invalid join strategy \"x\"");
        assertRefused("ELASTIC_ETCD_CLUSTER_SIZE", "many", "--cluster-size: \"many\" is no");
        assertRefused("ELASTIC_ETCD_CLIENT_PORT", "70000", "--client-port: use 1 to 65535");
        assertRefused("ELASTIC_ETCD_NAME", "", "name must be set");
        assertRefused("ELASTIC_ETCD_INITIAL_ADVERTISE_PEER_URLS", "", "at least of one url");
    }

    /** In elastic-etcd's order: each line lacks one thing less than the one before it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-o x --join-strategy=y|name must be set",
                "--name=n -o x --initial-advertise-peer-urls=|must consist at least of one url",
                "--name=n -o x --join-strategy=y|discovery-url must be set: give --discovery,",
                "--name=n -o x --discovery=http://h|invalid discovery url \"http://h\"",
                "--name=n -o x --discovery=ftp://h/t|discovery url must use http or https scheme",
                "--name=n --join-strategy=y -o x --discovery=http://h/t|invalid output format"
                        + " \"x\": use env, dropin, flags or json",
                "--name=n --join-strategy=y --discovery=http://h/t|invalid join strategy \"y\""
                        + ": use prepare, add, replace or prune",
                "--name=n --discovery=http://h/t --seeds=http://h:1|--seeds: give one of them",
                "--name=n --discovery-srv=h --seeds=http://h:1|--seeds: give one of them"
            })
    void whatIsMissingIsNamedInTheOrderOfTheOriginal(String words, String why) {
        var called = join(Map.of(), words.split(" "));
        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.err()).contains(why);
        assertThat(called.out()).isEmpty();
    }

    @Test
    void oneDashIsAsGoodAsTwo() {
        var called =
                join(
                        Map.of(),
                        "-name=n3",
                        "-discovery=" + token + "/",
                        "-initial-advertise-peer-urls=http://127.2.46.3:2380",
                        "-join-strategy=prepared",
                        "-cluster-size=-1",
                        "-client-port=2379",
                        "-data-dir=" + folder.resolve("n3"),
                        "-logtostderr",
                        "-v=2",
                        "-o=flags");
        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out())
                .isEqualTo(
                        "-initial-cluster-state=new -discovery=%s".formatted(token)
                                + " -initial-advertise-peer-urls=http://127.2.46.3:2380 -name=n3"
                                + " -data-dir=%s\n".formatted(folder.resolve("n3")));
        assertThat(called.err()).contains("new: 0 listed of 3");
        assertThat(folder.resolve("n3")).doesNotExist();
    }

    @Test
    void aServiceOutOfReachIsNamedAndNothingIsPrinted() {
        var called = join(environment(), "--discovery=http://127.2.46.99:1/token");
        assertThat(called.exitCode()).isEqualTo(4);
        assertThat(called.out()).isEmpty();
        assertThat(called.err())
                .contains("cluster join failed: discovery service http://127.2.46.99:1/token: ")
                .contains("connection refused");
    }

    @Test
    void helpIsNoConfiguration() {
        var help = join(Map.of(), "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Make a place for a node").doesNotContain("ETCD_NAME=");
    }

    private void assertRefused(String variable, String value, String why) {
        var environment = new HashMap<>(environment());
        environment.put(variable, value);
        var called = join(environment);
        assertThat(called.exitCode()).as(variable).isEqualTo(1);
        assertThat(called.err()).as(variable).contains(why);
        assertThat(called.out()).as(variable).isEmpty();
    }

    private Map<String, String> environment() {
        return Map.of(
                "ELASTIC_ETCD_NAME", "n1",
                "ELASTIC_ETCD_DATA_DIR", folder.resolve("n1.data").toString(),
                "ELASTIC_ETCD_DISCOVERY", token,
                "ELASTIC_ETCD_JOIN_STRATEGY", "prune",
                "ELASTIC_ETCD_INITIAL_ADVERTISE_PEER_URLS", "http://127.2.46.1:2380",
                "ELASTIC_ETCD_CLUSTER_SIZE", "3",
                "ELASTIC_ETCD_CLIENT_PORT", "2379");
    }

    private Called join(Map<String, String> environment, String... more) {
        var words = new java.util.ArrayList<>(java.util.List.of("join"));
        words.addAll(java.util.List.of(more));
        return Called.labctl(folder, driver, environment, words.toArray(String[]::new));
    }
}
