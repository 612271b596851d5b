package turtlelab.labctl.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.render.Progress;

/** What the real etcd shows: the claims of the two posts are measured, not only told. */
@Execution(ExecutionMode.CONCURRENT)
class EtcdComparedTest {

    @BeforeEach
    void assumeEtcd() {
        assumeTrue(
                Programs.ofThisMachine(System.getenv()).onPath("etcd").isPresent(),
                "skipped: no etcd on the PATH (apt install etcd-server)");
    }

    @Test
    void aVoterTakesTheOnlyNodeDownAndALearnerDoesNot() throws InterruptedException {
        var hesitation = Duration.ofMillis(1200);
        var compared = new Additions(Engine.ETCD, "64m", hesitation, Progress.silent()).run();
        var voter = compared.ways().get(0).strip();
        var learner = compared.ways().get(1).strip();
        assertThat(voter.longestOutage()).isGreaterThan(Duration.ofMillis(300));
        assertThat(learner.longestOutage()).isLessThan(voter.longestOutage());
        assertThat(learner.marks())
                .extracting(Strip.Mark::what)
                .startsWith("learner added", "starting")
                .endsWith("has its vote");
    }

    @Test
    void whoStartsApartWaitsForTheStartThatMakesAQuorum() throws InterruptedException {
        var apart = Duration.ofMillis(400);
        var compared = new Starts(Engine.ETCD, "64m", 3, apart, Progress.silent()).run();
        var staggered = compared.ways().get(1).strip();
        assertThat(staggered.firstWrite()).isGreaterThanOrEqualTo(apart);
        assertThat(compared.ways().get(0).strip().marks()).hasSize(5);
    }
}
