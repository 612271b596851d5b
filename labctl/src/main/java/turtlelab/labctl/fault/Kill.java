package turtlelab.labctl.fault;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Signal;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.render.Progress;

/**
 * Ends a node's daemon with SIGKILL, as a power cut would; its disk stays. Heals by starting it.
 *
 * @param upAgainWithin how long a healed node may take to be healthy
 */
public record Kill(LiveLab lab, NodeSpec node, Duration upAgainWithin) implements Fault {

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration UP_AGAIN_WITHIN = Duration.ofSeconds(60);

    /** A kill of a node that is healthy within a minute when it is started again. */
    public Kill(LiveLab lab, NodeSpec node) {
        this(lab, node, UP_AGAIN_WITHIN);
    }

    @Override
    public String name() {
        return "kill " + node.name();
    }

    /**
     * Returns when the daemon has gone; at once when there is none.
     *
     * @throws LabFailure when it cannot be killed
     */
    @Override
    public void strike() throws InterruptedException {
        Capabilities.require(lab, Capability.KILL);
        lab.signal(node, Signal.KILL);
        if (!Deadline.in(LIMIT, lab.time()).await(PAUSE, () -> lab.process(node).isEmpty())) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE, node.name() + " runs on in spite of SIGKILL");
        }
    }

    @Override
    public void heal() throws InterruptedException {
        new Start(lab, Progress.silent(), upAgainWithin).run(List.of(node));
    }
}
