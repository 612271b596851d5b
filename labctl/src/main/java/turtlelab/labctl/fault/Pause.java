package turtlelab.labctl.fault;

import java.time.Duration;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Signal;

/**
 * Lets a node's daemon stand still with SIGSTOP, as a long garbage collection or a frozen virtual
 * machine would: its sockets stay open, and when it goes on it does not know that time has passed.
 */
public record Pause(LiveLab lab, NodeSpec node) implements Fault {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "pause " + node.name();
    }

    /** Returns when the daemon stands still. */
    @Override
    public void strike() throws InterruptedException {
        Capabilities.require(lab, Capability.PAUSE);
        signalUntil(Signal.STOP, true);
    }

    /** Returns when the daemon goes on; at once when there is none. */
    @Override
    public void heal() throws InterruptedException {
        signalUntil(Signal.CONT, false);
    }

    private void signalUntil(Signal signal, boolean paused) throws InterruptedException {
        if (!lab.signal(node, signal)) {
            return;
        }
        boolean done = Deadline.in(LIMIT, lab.time()).await(PAUSE, () -> isGoneOr(paused));
        if (!done) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "%s takes no notice of SIG%s".formatted(node.name(), signal));
        }
    }

    private boolean isGoneOr(boolean paused) {
        return lab.process(node).map(NodeProcess::paused).filter(it -> it != paused).isEmpty();
    }
}
