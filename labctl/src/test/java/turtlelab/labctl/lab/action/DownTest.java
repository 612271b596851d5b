package turtlelab.labctl.lab.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Signal;
import turtlelab.labctl.render.Progress;
import turtlelab.labctl.stage.RecordedProgress;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

class DownTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private final RecordedProgress progress = new RecordedProgress();
    private LiveLab lab;

    @BeforeEach
    void raise() throws InterruptedException {
        lab = TestLabs.live(TestLabs.threeTurtles(66), driver, folder);
        new Up(lab, Progress.silent(), LIMIT).run();
    }

    @AfterEach
    void end() {
        driver.close();
    }

    @Test
    void itTellsOfEachNodeWhatIsDoneToItAndNothingElse() throws InterruptedException {
        lab.signal(lab.lab().node("turtle2"), Signal.KILL);
        driver.stubborn.add("turtle3");
        new Down(lab, progress, LIMIT).run();
        assertThat(progress.of("turtle1")).containsExactly("stopping", "stopped", "removed");
        assertThat(progress.of("turtle2")).containsExactly("not running", "removed");
        assertThat(progress.of("turtle3"))
                .containsExactly("stopping", "still running", "killed", "removed");
    }
}
