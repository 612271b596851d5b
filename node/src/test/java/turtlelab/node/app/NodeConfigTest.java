package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.grpc.PingRules;

final class NodeConfigTest {
    @TempDir Path directory;

    @Test
    void theDefaultsAreEtcds() throws ConfigFailure {
        var config = config();
        assertThat(config.name()).isEqualTo("default");
        assertThat(config.directories().data()).isEqualTo(Path.of("default.etcd"));
        assertThat(config.urls().listenClient()).hasToString("http://localhost:2379");
        assertThat(config.urls().listenPeer()).hasToString("http://localhost:2380");
        assertThat(config.urls().advertiseClient()).hasToString("http://localhost:2379");
        assertThat(config.bootstrap().advertisedPeerUrls()).hasToString("http://localhost:2380");
        assertThat(config.bootstrap().list().text()).isEqualTo("default=http://localhost:2380");
        assertThat(config.bootstrap().list().token()).isEqualTo("etcd-cluster");
        assertThat(config.bootstrap().existing()).isFalse();
        assertThat(config.behaviour().timing())
                .isEqualTo(
                        new NodeConfig.Timing(
                                Duration.ofMillis(100),
                                Duration.ofSeconds(1),
                                100_000,
                                Duration.ofMinutes(10)));
        assertThat(config.behaviour().limits())
                .isEqualTo(new NodeConfig.Limits(128, 1_572_864, PingRules.STANDARD));
        assertThat(config.behaviour().enableV2()).isTrue();
        assertThat(config.behaviour().strictReconfigCheck()).isTrue();
    }

    @Test
    void howOftenIsPingedIsSaidByFlags() throws ConfigFailure {
        var config =
                config(
                        "--grpc-keepalive-min-time=1s",
                        "--grpc-keepalive-interval=0",
                        "--grpc-keepalive-timeout=300ms");
        assertThat(config.behaviour().limits().pings())
                .isEqualTo(
                        new PingRules(
                                Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(300)));
    }

    @Test
    void aNameAloneGivesDataDirAndInitialCluster() throws ConfigFailure {
        var config = config("--name=a", "--initial-advertise-peer-urls=http://h:2,http://h:1");
        assertThat(config.directories().data()).isEqualTo(Path.of("a.etcd"));
        assertThat(config.bootstrap().list().text()).isEqualTo("a=http://h:1,a=http://h:2");
    }

    @Test
    void theFileOfTheFirstSeedIsRead() throws Exception {
        var file = directory.resolve("turtled.conf");
        Files.writeString(
                file,
                """
                # turtle1
                ETCD_DATA_DIR="/var/lib/etcd/default.etcd"
                ETCD_LISTEN_PEER_URLS="http://10.0.0.2:2380"
                ETCD_LISTEN_CLIENT_URLS="http://10.0.0.2:2379,http://localhost:2379"
                ETCD_NAME="turtle1"
                ETCD_INITIAL_ADVERTISE_PEER_URLS="http://10.0.0.2:2380"
                ETCD_ADVERTISE_CLIENT_URLS="http://10.0.0.2:2379"
                ETCD_INITIAL_CLUSTER="turtle1=http://10.0.0.2:2380,turtle2=http://10.0.0.3:2380"
                ETCD_INITIAL_CLUSTER_TOKEN="etcd-cluster"
                ETCD_INITIAL_CLUSTER_STATE="new"
                """);
        var config = config("--env-file", file.toString());
        assertThat(config.name()).isEqualTo("turtle1");
        assertThat(config.directories().data()).isEqualTo(Path.of("/var/lib/etcd/default.etcd"));
        assertThat(config.urls().listenClient())
                .hasToString("http://10.0.0.2:2379,http://localhost:2379");
        assertThat(config.urls().advertiseClient()).hasToString("http://10.0.0.2:2379");
        assertThat(config.bootstrap().list().text())
                .isEqualTo("turtle1=http://10.0.0.2:2380,turtle2=http://10.0.0.3:2380");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--listen-client-urls=http://127.0.0.1:1|--advertise-client-urls is required when"
                        + " --listen-client-urls is set explicitly",
                "--listen-peer-urls=http://example.com:1|"
                        + "expected IP in URL for binding (http://example.com:1)",
                "--listen-peer-urls=http://:1|expected IP in URL for binding (http://:1)",
                "--election-timeout=300|--election-timeout[300ms] should be at least as 5 times as"
                        + " --heartbeat-interval[100ms]",
                "--election-timeout=60000|"
                        + "--election-timeout[60000ms] is too long, and should be set less than"
                        + " 50000ms",
                "--heartbeat-interval=0|--heartbeat-interval must be >0 (set to 0ms)",
                "--discovery=http://a/b --initial-cluster=a=http://h:1|"
                        + "multiple discovery or bootstrap flags are set. Choose one of"
                        + " \"initial-cluster\", \"discovery\" or \"discovery-srv\"",
                "--auto-compaction-mode=foo|unknown auto-compaction-mode \"foo\"",
                "--listen-client-urls=https://127.0.0.1:1 --advertise-client-urls=https://h:1|"
                        + "TLS key/cert (--cert-file, --key-file) must be provided for client url"
                        + " https://127.0.0.1:1 with HTTPS scheme",
                "--listen-peer-urls=http://0.0.0.0:2380|"
                        + "--initial-advertise-peer-urls is required",
                "--listen-client-urls=http://0.0.0.0:2379 --advertise-client-urls=|"
                        + "--advertise-client-urls must not be empty when --listen-client-urls"
                        + " listens on every address (http://0.0.0.0:2379)",
                "--discovery=ftp://a/b|discovery url must use http or https scheme",
                "--discovery=http://a|invalid discovery url \"http://a\"",
                "--discovery-srv-expect=3|--discovery-srv-expect without --discovery-srv",
                "--discovery-srv=a.b --discovery-srv-expect=100|--discovery-srv-expect: use 1 to"
                        + " 99",
                "--dns-server=h:99999|--dns-server: \"h:99999\" is no host:port",
                "--listen-peer-urls=|--listen-peer-urls must name at least one URL",
                "--log-level=loud|unknown log-level \"loud\"",
            })
    void flagsThatDoNotGoTogetherAreRefused(String words, String message) {
        assertRefused(words, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--discovery-token=t|--discovery-endpoints and --discovery-token go together",
                "--discovery-endpoints=h:1|--discovery-endpoints and --discovery-token go together",
                "--discovery-endpoints=h:1 --discovery-token=a/b|and a word without a slash",
                "--discovery-endpoints=https://h:1 --discovery-token=t|--discovery-endpoints"
                        + " https://h:1: TLS to members is not built yet",
                "--discovery-endpoints=h:1 --discovery-token=t --discovery-srv=a.b|multiple"
                        + " discovery or bootstrap flags are set",
            })
    void aMeetingInKeysNeedsAPlaceAndAToken(String words, String message) {
        assertRefused(words, message);
    }

    private static void assertRefused(String words, String message) {
        assertThatThrownBy(() -> config(words.split(" ")))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining(message)
                .extracting(e -> ((ConfigFailure) e).exitCode())
                .isEqualTo(1);
    }

    private static NodeConfig config(String... words) throws ConfigFailure {
        var given = new ArrayList<>(List.of(words));
        given.removeIf(String::isEmpty);
        return NodeConfig.of(Settings.of(FlagParser.parse(given).values(), Map.of()));
    }
}
