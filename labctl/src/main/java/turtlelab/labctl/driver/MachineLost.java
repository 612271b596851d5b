package turtlelab.labctl.driver;

import turtlelab.labctl.exec.LabFailure;

/** A node's machine does not answer: nobody knows whether its daemon lives. */
public final class MachineLost extends LabFailure {

    private static final long serialVersionUID = 1;

    /**
     * A machine that was asked in vain.
     *
     * @param message what was tried, and what cures it
     */
    public MachineLost(String message) {
        super(Kind.UNAVAILABLE, message);
    }
}
