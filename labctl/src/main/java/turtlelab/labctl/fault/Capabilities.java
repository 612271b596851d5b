package turtlelab.labctl.fault;

import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;

/** Whether a lab's driver allows a fault at all. */
final class Capabilities {

    private Capabilities() {}

    static void require(LiveLab lab, Capability capability) {
        var driver = lab.driver();
        if (!driver.capabilities().contains(capability)) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    "the driver '%s' cannot do this (it can: %s)"
                            .formatted(driver.name(), driver.capabilities()));
        }
    }
}
