package turtlelab.labctl.lab.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Progress;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

/** An ascent that fails where nodes get their places. */
class UpTest {

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private LiveLab lab;

    @BeforeEach
    void open() {
        lab = TestLabs.live(TestLabs.threeTurtles(67), driver, folder);
        driver.placeless.add("turtle2");
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private void assertFails() {
        assertThatThrownBy(() -> new Up(lab, Progress.silent(), Duration.ofSeconds(5)).run())
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no room");
        assertThat(driver.running()).isEmpty();
    }

    @Test
    void leavesNothingThatWasNotThereBefore() {
        assertFails();
        assertThat(driver.acts).contains("create turtle1", "destroy turtle1", "destroy turtle3");
        assertThat(lab.folder().path()).doesNotExist();
    }

    @Test
    void leavesWhatWasThereBefore() throws IOException {
        Files.createDirectories(lab.folder().path());
        assertFails();
        assertThat(driver.acts).noneMatch(act -> act.startsWith("destroy"));
        assertThat(lab.folder().raised()).isPresent();
    }

    @Test
    void leavesMachinesOfWhichSomeAreThereToTheNextAscent() {
        driver.findsNodes = true;
        assertFails();
        assertThat(driver.acts).noneMatch(act -> act.startsWith("destroy"));
        assertThat(lab.folder().raised()).isPresent();
    }
}
