package turtlelab.labctl.driver;

import java.nio.file.Path;
import turtlelab.labctl.exec.LabFailure;

/** The drivers that this labctl has, by name. */
public final class Drivers {

    private Drivers() {}

    /**
     * The driver of this name, keeping its things in this folder.
     *
     * @throws LabFailure when there is none of this name
     */
    public static Driver open(String name, Path state) {
        return switch (name) {
            case LocalDriver.NAME -> new LocalDriver(state);
            default ->
                    throw new LabFailure(
                            LabFailure.Kind.CONFIGURATION,
                            "there is no driver '%s'; this labctl has: %s"
                                    .formatted(name, LocalDriver.NAME));
        };
    }
}
