package turtlelab.labctl.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.Up;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.render.Progress;
import turtlelab.labctl.stage.RecordingDriver;
import turtlelab.labctl.stage.TestLabs;

class FaultsTest {

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private final Faults faults = new Faults();
    private LiveLab lab;

    @BeforeEach
    void raise() throws InterruptedException {
        lab = TestLabs.live(TestLabs.threeTurtles(7), driver, folder);
        new Up(lab, Progress.silent(), Duration.ofSeconds(5)).run();
    }

    @AfterEach
    void end() {
        driver.close();
    }

    @Test
    void healingUndoesEveryFaultInForce() throws InterruptedException {
        faults.strike(new Pause(lab, lab.lab().node("turtle1")));
        faults.strike(new Kill(lab, lab.lab().node("turtle2")));
        assertThat(Look.at(lab).allHealthy()).isFalse();
        faults.healAll();
        assertThat(Look.at(lab).allHealthy()).isTrue();
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void aFaultHealedByNameIsNoLongerInForce() throws InterruptedException {
        faults.strike(new Pause(lab, lab.lab().node("turtle3")));
        faults.heal(new Pause(lab, lab.lab().node("turtle3")));
        assertThat(faults.inForce()).isEmpty();
        assertThat(Look.at(lab).allHealthy()).isTrue();
    }

    @Test
    void strikingTwiceIsStrikingOnce() throws InterruptedException {
        var kill = new Kill(lab, lab.lab().node("turtle1"));
        faults.strike(kill);
        faults.strike(kill);
        assertThat(faults.inForce()).extracting(Fault::name).containsExactly("kill turtle1");
    }
}
