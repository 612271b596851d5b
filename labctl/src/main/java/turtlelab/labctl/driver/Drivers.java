package turtlelab.labctl.driver;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.driver.cloud.CloudDriver;
import turtlelab.labctl.driver.docker.DockerDriver;
import turtlelab.labctl.driver.local.LocalDriver;
import turtlelab.labctl.driver.netns.NetnsDriver;
import turtlelab.labctl.driver.netns.Requirements;
import turtlelab.labctl.driver.vagrant.VagrantDriver;
import turtlelab.labctl.exec.LabFailure;

/** The drivers that this labctl has, by name. */
public final class Drivers {

    /** Their names and what they are, for a sentence. */
    public static final String NAMES =
            "local (processes), netns (network namespaces, root), docker (containers, also"
                    + " podman's), vagrant (virtual machines), cloud (instances)";

    private Drivers() {}

    /**
     * The driver of this name, keeping its things in this folder.
     *
     * @throws LabFailure when there is none of this name
     */
    public static Driver open(String name, Path state) {
        return switch (name) {
            case LocalDriver.NAME -> new LocalDriver(state);
            case NetnsDriver.NAME -> new NetnsDriver(state);
            case DockerDriver.NAME -> new DockerDriver(state);
            case VagrantDriver.NAME -> new VagrantDriver(state);
            case CloudDriver.NAME -> new CloudDriver(state);
            default -> throw unknown(name);
        };
    }

    /**
     * What this machine lacks for the driver, with its cure; empty when it lacks nothing.
     *
     * @param environment of this process, whose {@code PATH} is looked at
     * @throws LabFailure when there is no driver of this name
     */
    public static Optional<String> lacking(String name, Map<String, String> environment) {
        return switch (name) {
            case LocalDriver.NAME -> Optional.empty();
            case NetnsDriver.NAME -> Requirements.lacking(environment);
            case DockerDriver.NAME -> DockerDriver.lacking(environment);
            case VagrantDriver.NAME -> Tools.lacking(environment, "vagrant", "ssh");
            case CloudDriver.NAME -> CloudDriver.lacking(environment);
            default -> throw unknown(name);
        };
    }

    private static LabFailure unknown(String name) {
        return new LabFailure(
                LabFailure.Kind.CONFIGURATION,
                "there is no driver '%s'; this labctl has: %s".formatted(name, NAMES));
    }
}
