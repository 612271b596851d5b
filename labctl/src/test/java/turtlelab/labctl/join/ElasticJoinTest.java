package turtlelab.labctl.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.stage.EtcdProcess;

/**
 * The seventeen cases of elastic-etcd's own end-to-end tests, on real etcds: each strategy founds a
 * cluster, restarts a node without and with joining again, brings a wiped node back, and grows.
 */
class ElasticJoinTest {
    private static final String LEARNED = "--wait=30s";

    @TempDir Path folder;

    @BeforeEach
    void needsEtcd() {
        assumeTrue(EtcdProcess.isInstalled(), "skipped: no /usr/bin/etcd (apt: etcd-server)");
    }

    private void foundAndRestart(JoinStage stage, String strategy) throws Exception {
        stage.found(strategy);
        var printed = stage.join(2, strategy);
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        stage.kill(2);
        stage.start(2, "--name=n2 --data-dir=" + stage.data(2)); // the node alone
        stage.awaitHealthy(2);
        stage.kill(3);
        assertThat(stage.joinAndStart(3, strategy)).contains("-initial-cluster-state=existing");
        stage.awaitHealthy(3);
        stage.awaitVoters(3);
    }

    @Test
    @Execution(CONCURRENT)
    void prepareFoundsRestartsAndTakesTheEntryThatSomebodyMade() throws Exception {
        try (var stage = new JoinStage(folder, 40, 3)) {
            foundAndRestart(stage, "prepare");
            var refused = stage.join(4, "prepared", "--cluster-size=5");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .contains("cluster join failed: no entry waits for http://127.2.40.4:2380")
                    .contains("etcdctl member add n4 --peer-urls=http://127.2.40.4:2380");
            stage.add(4);
            stage.joinAndStart(4, "dumb", "--cluster-size=5");
            promoted(stage, 4, "prepare");
            stage.awaitVoters(4);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void addFoundsRestartsAndGrows() throws Exception {
        try (var stage = new JoinStage(folder, 41, 3)) {
            foundAndRestart(stage, "add");
            growByTwoAtOnce(stage);
        }
    }

    /** Whoever comes second is sent away, and takes its turn when the first has started. */
    private static void growByTwoAtOnce(JoinStage stage) throws Exception {
        var both =
                InParallel.map(
                        List.of(4, 5), number -> stage.join(number, "add", "--cluster-size=5"));
        var first = both.get(0).exitCode() == 0 ? 4 : 5;
        var second = 9 - first;
        assertThat(both.get(first - 4).exitCode()).as("%s", both).isZero();
        assertThat(both.get(second - 4).exitCode())
                .as("%s", both)
                .isIn(ExitCodes.REFUSED, ExitCodes.RACE);
        assertThat(stage.members()).as("one newcomer at a time").hasSize(4);
        stage.start(first, both.get(first - 4).out().strip());
        for (int number : List.of(first, second)) {
            if (number == second) {
                stage.joinAndStart(number, "add", "--cluster-size=5");
            }
            stage.awaitHealthy(number);
            promoted(stage, number, "add");
        }
        stage.awaitVoters(5);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @ValueSource(strings = {"replace", "prune"})
    void theOthersAlsoBringAWipedNodeBack(String strategy) throws Exception {
        var net = strategy.equals("replace") ? 42 : 43;
        try (var stage = new JoinStage(folder, net, 3)) {
            foundAndRestart(stage, strategy);
            var former = stage.member("n1").id();
            stage.wipe(1);
            var flags = stage.joinAndStart(1, strategy);
            assertThat(flags).contains("-initial-cluster-state=existing", "n1=" + stage.peer(1));
            stage.awaitHealthy(1);
            promoted(stage, 1, strategy);
            stage.awaitVoters(3);
            assertThat(stage.member("n1").id()).isNotEqualTo(former);
            grow(stage, strategy);
        }
    }

    private static void grow(JoinStage stage, String strategy) throws Exception {
        var full = stage.join(4, strategy);
        assertThat(full.exitCode()).as(full.err()).isEqualTo(3);
        assertThat(full.out()).isEmpty();
        stage.joinAndStart(4, strategy, "--cluster-size=5");
        stage.awaitHealthy(4);
        promoted(stage, 4, strategy);
        stage.awaitVoters(4);
    }

    /** Joining again with data only waits for the vote. */
    private static void promoted(JoinStage stage, int number, String strategy) {
        var again = stage.join(number, strategy, LEARNED, "--explain");
        assertThat(again.exitCode()).as(again.err()).isZero();
    }
}
