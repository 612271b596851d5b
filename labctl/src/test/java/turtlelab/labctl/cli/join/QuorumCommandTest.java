package turtlelab.labctl.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

class QuorumCommandTest {

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();

    @AfterEach
    void end() {
        driver.close();
    }

    private Called quorum(String... words) {
        var all = new String[words.length + 1];
        all[0] = "quorum";
        System.arraycopy(words, 0, all, 1, words.length);
        return Called.labctl(folder, driver, all);
    }

    @Test
    void anUnsafeAdditionIsExplained() {
        var called = quorum("--members", "5", "--down", "2", "--add", "1");
        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out())
                .contains("5 voters need 3 for a quorum; 3 are healthy: writes go on, 0 more")
                .contains("add a voter: NOT safe.")
                .contains("6 voters need 4; if it never starts 3 are healthy")
                .contains("instead: bring a dead member back");
    }

    @Test
    void programsGetTheVerdictAsJson() {
        var called = quorum("--members", "5", "--down", "2", "--add", "1", "--json");
        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out())
                .startsWith("{\"lines\":[\"5 voters need 3 for a quorum;")
                .endsWith("\"allowed\":false}\n");
    }

    @Test
    void replacingADeadMemberIsSafeInTheRightOrder() {
        var called = quorum("--members", "3", "--down", "1", "--remove-dead", "1", "--add", "1");
        assertThat(called.exitCode()).isZero();
        assertThat(called.out()).contains("remove a dead member: safe.", "add a voter: safe.");
    }

    @Test
    void oneBecomesTwoWithAWarning() {
        var called = quorum("--members", "1", "--add", "1");
        assertThat(called.exitCode()).isZero();
        assertThat(called.out()).contains("warning: one member becomes two: writes stop");
    }

    @Test
    void impossibleNumbersAreRefusedWithTheRightOnes() {
        assertThat(quorum("--members", "3", "--down", "4").err()).contains("--down: use 0 to 3");
        assertThat(quorum("--members", "0").exitCode()).isEqualTo(1);
        assertThat(quorum().err()).contains("--members");
    }

    private Called whatIf(String... words) {
        var all = new ArrayList<>(List.of("what-if"));
        all.addAll(List.of(words));
        return Called.labctl(folder, driver, all.toArray(String[]::new));
    }

    @Test
    void whatIfAsksTheLiveCluster() throws IOException {
        assertThat(whatIf("kill", "turtle2").err()).contains("no lab is raised");
        Files.writeString(
                folder.resolve("lab.yaml"),
                """
                driver: recording
                engine: etcd
                nodes:
                  - { name: turtle1, local: 127.2.64.2, vm: 10.0.0.2 }
                  - { name: turtle2, local: 127.2.64.3, vm: 10.0.0.3 }
                  - { name: turtle3, local: 127.2.64.4, vm: 10.0.0.4 }
                """);
        assertThat(Called.labctl(folder, driver, "up").exitCode()).isZero();
        assertThat(whatIf("kill", "turtle2", "turtle2").out()).startsWith("kill turtle2: safe.");
        var one = whatIf("kill", "turtle2");
        assertThat(one.exitCode()).as(one.err()).isZero();
        assertThat(one.out())
                .contains("kill turtle2: safe. 3 voters need 2 for a quorum; 3 are healthy.")
                .contains("warning: not one more may fail then");
        var two = whatIf("kill", "turtle2", "leader");
        assertThat(two.exitCode()).isEqualTo(2);
        assertThat(two.out()).contains("NOT safe", "writes would stop until enough members");
        assertThat(whatIf("remove", "turtle2").exitCode()).isZero();
        assertThat(whatIf("add", "--learner").out()).contains("A learner has no vote: that stays.");
        assertThat(whatIf("kill", "turtle9").err())
                .contains("no member 'turtle9'; its members are turtle1, turtle2, turtle3");
        assertThat(whatIf("kill").exitCode()).isEqualTo(1);
    }
}
