package turtlelab.labctl.cli.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.cluster.Cluster;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.EtcdProcess;
import turtlelab.labctl.stage.RecordingDriver;

/** {@code labctl ctl member add} on a real etcd: the seed's story, and where the guard steps in. */
class GuardedAddTest {
    private static final String SECOND = "http://127.2.62.2:2380";
    private static final String THIRD = "http://127.2.62.3:2380";

    @TempDir Path folder;
    private EtcdProcess etcd;

    @BeforeEach
    void begin() throws Exception {
        assumeTrue(EtcdProcess.isInstalled(), "skipped: no /usr/bin/etcd (apt: etcd-server)");
        var founder = "--initial-cluster=node-a=http://127.2.62.1:2380";
        etcd = EtcdProcess.start(folder, "node-a", "127.2.62.1", founder);
        assertThat(etcd.isHealthyWithin(30)).isTrue();
    }

    @AfterEach
    void end() {
        if (etcd != null) {
            etcd.close();
        }
    }

    private Called ctl(String... words) {
        var all = new ArrayList<>(List.of("ctl", "--endpoints=" + etcd.clientUrl()));
        all.addAll(List.of(words));
        try (var driver = new RecordingDriver()) {
            return Called.labctl(folder, driver, Map.of(), all.toArray(String[]::new));
        }
    }

    private int members() throws Exception {
        return new Cluster(List.of(etcd.clientUrl()), Duration.ofSeconds(5)).members().size();
    }

    @Test
    void oneBecomesTwoAsInThePostAndAThirdHasToWait() throws Exception {
        var added = ctl("member", "add", "node-b", SECOND);
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.out())
                .matches(
                        """
                        Added member named node-b with ID [0-9a-f]+ to cluster

                        ETCD_NAME="node-b"
                        ETCD_INITIAL_CLUSTER="node-a=http://127.2.62.1:2380,node-b=%1$s"
                        ETCD_INITIAL_CLUSTER_STATE="existing"
                        |Added member named node-b with ID [0-9a-f]+ to cluster

                        ETCD_NAME="node-b"
                        ETCD_INITIAL_CLUSTER="node-b=%1$s,node-a=http://127.2.62.1:2380"
                        ETCD_INITIAL_CLUSTER_STATE="existing"
                        """
                                .formatted(SECOND));
        assertThat(added.err()).contains("warning: one member becomes two: writes stop until");

        var inV2 = ctl("member", "add", "node-c", THIRD);
        assertThat(inV2.exitCode()).isEqualTo(1);
        assertThat(inV2.out()).isEmpty();
        assertThat(inV2.err())
                .contains("the quorum guard refuses. 2 voters (1 never started) need 2")
                .contains("start or remove that member first: one at a time; or add --force");
        var inV3 = ctl("member", "add", "node-c", "--peer-urls=" + THIRD);
        assertThat(inV3.exitCode()).isEqualTo(2);
        assertThat(inV3.err()).startsWith("Error: the quorum guard refuses.");
        var forced = ctl("member", "add", "node-c", "--peer-urls=" + THIRD, "--force");
        assertThat(forced.exitCode()).as("etcd's own word").isEqualTo(1);
        assertThat(forced.err()).doesNotContain("guard").contains("Error: etcdserver: ");
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void oneLearnerComesAtATime() throws Exception {
        var added = ctl("member", "add", "node-b", "--peer-urls=" + SECOND, "--learner");
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.err()).isEmpty();
        var second = ctl("member", "add", "node-c", "--peer-urls=" + THIRD, "--learner");
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("A learner is on its way already.");
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void etcdctlItselfKnowsNoForce() {
        var unknown = ctl("member", "list", "--force");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("unknown flag: --force");
    }
}
