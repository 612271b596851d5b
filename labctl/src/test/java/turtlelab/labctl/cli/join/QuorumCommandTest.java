package turtlelab.labctl.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

    @Test
    void whatIfNeedsARaisedLab() {
        var called = Called.labctl(folder, driver, "what-if", "kill", "turtle2");
        assertThat(called.exitCode()).isEqualTo(1);
    }
}
