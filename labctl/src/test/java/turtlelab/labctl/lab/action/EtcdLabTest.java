package turtlelab.labctl.lab.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.fault.Kill;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.lab.look.Health;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.lab.look.NodeReport;
import turtlelab.labctl.render.Progress;
import turtlelab.labctl.stage.TestLabs;

/** The real etcd in real processes: what labctl believes of nodes holds for a node not ours. */
class EtcdLabTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;
    private LiveLab lab;

    @BeforeEach
    void open() {
        var programs = Programs.ofThisMachine(System.getenv());
        assumeTrue(
                programs.onPath("etcd").isPresent(),
                "skipped: no etcd on the PATH (apt install etcd-server)");
        var state = new LabFolder(folder.resolve(".lab"));
        lab = LiveLab.on(TestLabs.threeTurtles(11).withNodes(1), state);
    }

    @AfterEach
    void down() throws InterruptedException {
        if (lab != null) {
            new Down(lab, Progress.silent(), Duration.ofSeconds(5)).run();
            assertThat(Files.exists(folder.resolve(".lab"))).isFalse();
        }
    }

    @Test
    void aLabIsRaisedGrownBrokenAndHealed() throws InterruptedException {
        new Up(lab, Progress.silent(), LIMIT).run();
        assertThat(Look.at(lab).leader()).isPresent();
        var second = new Add(lab, Progress.silent(), Add.Manner.learnerFirst(LIMIT)).run("turtle2");
        assertThat(Look.at(lab).allHealthy()).isTrue();

        var kill = new Kill(lab, second);
        kill.strike();
        assertThat(Look.at(lab).reports())
                .extracting(NodeReport::health)
                .containsExactly(Health.UNHEALTHY, Health.STOPPED);
        kill.heal();
        assertThat(Look.at(lab).allHealthy()).isTrue();
    }
}
