package turtlelab.labctl.ctl.v3.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.client.Patience;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.EtcdProcess;

/** Checks of a second instead of a minute, against a real etcd; {@code VerdictTest} judges. */
class CheckCommandsTest {

    private static final String HOST = "127.9.3.1";
    private static final String URL = "http://" + HOST + ":2379";

    @TempDir Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private CheckCommands commands() {
        var out = new PrintStream(said, true, UTF_8);
        var err = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        var streams = new Streams(InputStream.nullInputStream(), out, err);
        return new CheckCommands(clusters(), streams, Time.system());
    }

    private static Clusters clusters() {
        return new Clusters() {
            @Override
            public GrpcCluster limited() {
                return patient();
            }

            @Override
            public GrpcCluster patient() {
                return new GrpcCluster(
                        List.of(URL), Patience.of(Duration.ofSeconds(2), Duration.ofSeconds(20)));
            }
        };
    }

    private static Flags cleaningUp() {
        var flags = new Flags();
        flags.putIfAbsent("auto-compact", "true");
        flags.putIfAbsent("auto-defrag", "true");
        return flags;
    }

    @Test
    void aClusterIsJudgedAndLeftClean() throws Exception {
        assumeTrue(EtcdProcess.isInstalled(), "Skipped: etcd is not installed");
        try (var etcd =
                EtcdProcess.start(
                        folder, "one", HOST, "--initial-cluster=one=http://" + HOST + ":2380")) {
            awaitHealthy();
            judged(cleaningUp(), new Load(10, 3, Duration.ofSeconds(1)));
            assertThat(said.toString(UTF_8))
                    .matches(
                            """
                            Compacting with revision \\d+
                            Compacted with revision \\d+
                            Defragmenting "http://127.9.3.1:2379"
                            Defragmented "http://127.9.3.1:2379"
                            \\w+: Throughput [a-z :]+ \\d+ writes/s
                            .*Slowest request took .*\\d+\\.\\d{6}s
                            .*Stddev .*\\d+\\.\\d{6}s
                            (PASS|FAIL)
                            """);
            said.reset();
            commands().datascale(new Flags(), URL, new Load(200, 3, Duration.ZERO));
            assertThat(said.toString(UTF_8))
                    .matches(
                            """
                            Start data scale check for work load \\[200 key-value pairs, \
                            1024 bytes per key-value, 3 concurrent clients\\]\\.
                            PASS: Approximate system memory used : -?\\d+\\.\\d\\d MB\\.
                            """);
            said.reset();
            assertThat(judged(new Flags(), new Load(1_000_000, 1, Duration.ofSeconds(1))))
                    .isFalse();
            assertThat(said.toString(UTF_8))
                    .contains("FAIL: Throughput too low: ")
                    .endsWith("\nFAIL\n");
        }
    }

    /**
     * Whether this machine was quick enough just now, which is no matter; the last line and the end
     * must agree on it.
     */
    private boolean judged(Flags flags, Load load) throws Exception {
        boolean hasPassed = true;
        try {
            commands().perf(flags, load);
        } catch (CtlFailure failure) {
            hasPassed = false;
        }
        assertThat(said.toString(UTF_8)).endsWith(hasPassed ? "\nPASS\n" : "\nFAIL\n");
        return hasPassed;
    }

    private static void awaitHealthy() throws InterruptedException {
        var client = new NodeClient(NodeClient.transport(), URL, Duration.ofSeconds(2));
        var deadline = Deadline.in(Duration.ofSeconds(30), Time.system());
        assertThat(deadline.await(Duration.ofMillis(50), () -> client.health().found().isPresent()))
                .isTrue();
    }

    @Test
    void aTallyKnowsRateAndSpread() {
        var tally = new Tally();
        tally.succeeded(Duration.ofMillis(100).toNanos());
        tally.succeeded(Duration.ofMillis(300).toNanos());
        tally.failed("etcdserver: no leader");
        assertThat(tally.rate(Duration.ofSeconds(2))).isEqualTo(1.0);
        assertThat(tally.slowest()).isEqualTo(0.3);
        assertThat(tally.deviation()).isCloseTo(0.1, within(1e-9));
        assertThat(tally.errors()).containsEntry("etcdserver: no leader", 1);
    }
}
