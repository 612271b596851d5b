package turtlelab.labctl.lab.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.NodeNumbers;
import turtlelab.labctl.lab.Signal;
import turtlelab.labctl.render.Progress;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

class StartTest {

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private LiveLab lab;

    @BeforeEach
    void open() {
        lab = TestLabs.live(TestLabs.threeTurtles(6), driver, folder);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private void start(List<String> names) throws InterruptedException {
        new Start(lab, Progress.silent(), Duration.ofSeconds(5))
                .run(names.stream().map(lab.lab()::node).toList());
    }

    private void provision(String... names) {
        for (var name : names) {
            lab.provision(lab.lab().node(name), Bootstrap.founding(lab.lab(), driver));
        }
    }

    @Test
    void noDaemonStartsBeforeAllNodesAreProvisioned() {
        provision("turtle1", "turtle3");
        assertThatThrownBy(() -> start(List.of("turtle1", "turtle3")))
                .isInstanceOfSatisfying(
                        LabFailure.class,
                        e -> assertThat(e.kind()).isEqualTo(LabFailure.Kind.REFUSED))
                .hasMessageContaining("not provisioned yet: turtle2");
        assertThat(driver.running()).isEmpty();
    }

    @Test
    void upProvisionsAllBeforeItLaunchesAny() throws InterruptedException {
        new Up(lab, Progress.silent(), Duration.ofSeconds(5)).run();
        int lastStamp = driver.acts.lastIndexOf("write /nodes/turtle1/provisioned");
        for (int node = 2; node <= 3; node++) {
            var stamp = "write /nodes/turtle%d/provisioned".formatted(node);
            lastStamp = Math.max(lastStamp, driver.acts.lastIndexOf(stamp));
        }
        var afterTheLastStamp = driver.acts.subList(lastStamp, driver.acts.size());
        assertThat(afterTheLastStamp)
                .contains("launch turtle1", "launch turtle2", "launch turtle3");
    }

    @Test
    void aMachineThatIsLostInTheMiddleLeavesNothingRunningThatDidNotRunBefore()
            throws InterruptedException {
        provision("turtle1", "turtle2", "turtle3");
        lab.launch(lab.lab().node("turtle1"));
        driver.lost.add("turtle3");
        assertThatThrownBy(() -> start(List.of("turtle1", "turtle2", "turtle3")))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("turtle3 is gone");
        assertThat(driver.running()).extracting(NodeSpec::name).containsExactly("turtle1");
    }

    @Test
    void aDaemonThatDiesAtOnceShowsTheEndOfItsLog() {
        provision("turtle1", "turtle2", "turtle3");
        driver.dying.add("turtle2");
        assertThatThrownBy(() -> start(List.of("turtle1", "turtle2", "turtle3")))
                .hasMessageContaining("turtle2 died right after its start")
                .hasMessageContaining("/nodes/turtle2/turtle2.log")
                .hasMessageContaining("daemon: ");
    }

    @Test
    void alsoALoneDaemonThatDiesAtOnceIsTold() {
        provision("turtle1", "turtle2", "turtle3");
        driver.dying.add("turtle2");
        assertThatThrownBy(() -> start(List.of("turtle2"))).hasMessageContaining("turtle2 died");
    }

    @Test
    void whatAnswersInPlaceOfADaemonThatDiedIsNotTakenForIt() throws Exception {
        provision("turtle1", "turtle2", "turtle3");
        driver.replaced.add("turtle2");
        assertThatThrownBy(() -> start(List.of("turtle1", "turtle2", "turtle3")))
                .hasMessageContaining("turtle2 died right after its start");
    }

    @Test
    void lookingLeavesHalfOfTheTimeToMachinesThatAreSlow() {
        assertThat(AwaitHealthy.pause(Duration.ofMillis(7))).isEqualTo(Duration.ofMillis(100));
        assertThat(AwaitHealthy.pause(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(AwaitHealthy.pause(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void tooFewNodesForAQuorumAreStartedWithoutWaitingForALeader() throws InterruptedException {
        provision("turtle1", "turtle2", "turtle3");
        start(List.of("turtle3"));
        assertThat(driver.running()).hasSize(1);
    }

    @Test
    void aClusterThatStaysUnhealthySaysWhyAndWhereTheLogsLie() throws InterruptedException {
        provision("turtle1", "turtle2", "turtle3");
        start(List.of("turtle1", "turtle2", "turtle3"));
        lab.signal(lab.lab().node("turtle2"), Signal.STOP);
        var patient = new AwaitHealthy(lab, Progress.silent(), Duration.ofSeconds(5));
        assertThatThrownBy(() -> patient.of(lab.lab().nodes()))
                .isInstanceOfSatisfying(
                        LabFailure.class,
                        e -> assertThat(e.kind()).isEqualTo(LabFailure.Kind.UNHEALTHY))
                .hasMessageContaining("not healthy after 5 s")
                .hasMessageContaining("turtle2: it is paused; its log: /nodes/turtle2");
    }

    @Test
    void aNodeThatJoinsIsRememberedAndConfiguredToJoin() throws InterruptedException {
        new Up(lab, Progress.silent(), Duration.ofSeconds(5)).run();
        var fourth = NodeNumbers.next(lab.lab().nodes());
        lab.createJoining(fourth, "turtle1=http://x:1,turtle4=http://y:1");
        start(List.of("turtle4"));
        assertThat(lab.conf(fourth).settings())
                .containsEntry("ETCD_INITIAL_CLUSTER_STATE", "existing");
        assertThat(lab.folder().raised().orElseThrow().names()).endsWith("turtle3, turtle4");
    }
}
