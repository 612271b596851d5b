package turtlelab.node.app.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.join.auto.Chooser;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.auto.HostConfig;
import turtlelab.node.app.auto.MgmtEnvironment;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;

/** mgmt's flags and variables, G1 to G9. */
class AutoFlagsTest {
    private static NodeConfig config(Map<String, String> environment, String... words)
            throws ConfigFailure {
        var line = FlagParser.parse(List.of(words)).values();
        return NodeConfig.of(Settings.of(line, MgmtEnvironment.in(environment, line.keySet())));
    }

    private static HostConfig host(String... words) throws ConfigFailure {
        return config(Map.of(), words).host().orElseThrow();
    }

    @Test
    void theFourTerminalsOfThePostAreRead() throws Exception {
        var first = host("--hostname", "h1", "--ideal-cluster-size", "3");
        assertThat(first.name()).isEqualTo("h1");
        assertThat(first.seeds()).isEmpty();
        assertThat(first.idealSize()).isEqualTo(3);
        assertThat(first.addresses())
                .isEqualTo(
                        new HostConfig.Addresses(
                                List.of("http://127.0.0.1:2379"),
                                List.of("http://127.0.0.1:2380")));
        var second =
                config(
                        Map.of(),
                        "--hostname=h2",
                        "--seeds=http://127.0.0.1:2379",
                        "--client-urls=http://127.0.0.1:2381",
                        "--server-urls=http://127.0.0.1:2382");
        assertThat(second.host().orElseThrow().seeds()).containsExactly("http://127.0.0.1:2379");
        assertThat(second.name()).isEqualTo("h2");
        assertThat(second.directories().data()).hasToString("h2.etcd");
        assertThat(second.urls().listenClient().texts()).containsExactly("http://127.0.0.1:2381");
        assertThat(second.bootstrap().advertisedPeerUrls().texts())
                .containsExactly("http://127.0.0.1:2382");
    }

    @Test
    void listsComeSeveralTimesAndAreSplitAtCommasSemicolonsAndBlanks() throws Exception {
        var host = host("--seeds=127.0.0.1:1,127.0.0.1:2", "--seeds", "http://a:3; b:4 c:5");
        assertThat(host.seeds())
                .containsExactlyInAnyOrder(
                        "http://127.0.0.1:1",
                        "http://127.0.0.1:2",
                        "http://a:3",
                        "http://b:4",
                        "http://c:5");
    }

    @Test
    void peerUrlsIsAnotherNameForServerUrls() throws Exception {
        assertThat(host("--peer-urls=127.0.0.1:7", "--client-urls=127.0.0.1:6").addresses().peer())
                .containsExactly("http://127.0.0.1:7");
    }

    /** The original silently became a client for ever. */
    @Test
    void withoutServerUrlsAHostServesOnThePortAfterItsClientPort() throws Exception {
        var host = host("--seeds=127.0.0.1:2379", "--client-urls=127.0.0.1:2391");
        assertThat(host.addresses().peer()).containsExactly("http://127.0.0.1:2392");
        assertThat(host.server()).isTrue();
    }

    @Test
    void mgmtsVariablesCountUnlessAFlagSaysOtherwise() throws Exception {
        var environment =
                Map.of(
                        "MGMT_SEEDS", "127.0.0.1:1",
                        "MGMT_CLIENT_URLS", "127.0.0.1:2",
                        "MGMT_SERVER_URLS", "127.0.0.1:3",
                        "MGMT_IDEAL_CLUSTER_SIZE", "7",
                        "MGMT_CHOOSER", "zone-spread");
        var host = config(environment, "--ideal-cluster-size=3").host().orElseThrow();
        assertThat(host.seeds()).containsExactly("http://127.0.0.1:1");
        assertThat(host.addresses().client()).containsExactly("http://127.0.0.1:2");
        assertThat(host.addresses().peer()).containsExactly("http://127.0.0.1:3");
        assertThat(host.idealSize()).isEqualTo(3);
        assertThat(host.pace().chooser()).isEqualTo(Chooser.ZONE_SPREAD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ideal-cluster-size=0|0 members would end the cluster",
                "--ideal-cluster-size=many|\"many\" is no number of members",
                "--ideal-cluster-size=65539|65539 members are not possible",
                "--hostname=_seed|cannot be used",
                "--hostname=a/b|cannot be used",
                "--chooser=random|use one of alphabetical, oldest, zone-spread, fewest-flaps",
                "--no-server|--no-server needs --seeds",
                "--min-size=0 --auto|--min-size: use 1 to 65535",
                "--auto-lease=1s --auto|--auto-lease: use 2s or more",
                "--auto --initial-cluster=a=http://b:1|does not go with automatic clustering",
                "--auto --wal-dir=/x|does not go with automatic clustering",
                "--seeds=ftp://x:1|--seeds: ",
                "--seeds=https://x:1|--seeds https://x:1: TLS to members is not built yet",
                "--server-urls=https://127.0.0.1:1|--server-urls https://127.0.0.1:1: TLS to"
                        + " members is not built yet",
                "--client-urls=127.0.0.1:5 --server-urls=127.0.0.1:5|both have http://127.0.0.1:5"
            })
    void whatMakesNoSenseIsRefusedWithTheCure(String words, String refusal) {
        assertThatThrownBy(() -> host(words.split(" ")))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void withoutAFlagOfItsOwnANodeIsNoHost() throws Exception {
        assertThat(config(Map.of(), "--name=n").host()).isEmpty();
        assertThat(config(Map.of(), "--auto").host()).isPresent();
    }
}
