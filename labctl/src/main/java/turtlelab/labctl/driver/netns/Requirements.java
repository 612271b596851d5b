package turtlelab.labctl.driver.netns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.driver.Tools;
import turtlelab.labctl.exec.LabFailure;

/** What network namespaces ask of a machine. */
public final class Requirements {

    private static final Path NAMESPACES = Path.of("/run/netns");

    private Requirements() {}

    /**
     * What this machine lacks, with its cure; empty when nodes can live in namespaces here.
     *
     * @param environment whose {@code PATH} is looked at
     */
    public static Optional<String> lacking(Map<String, String> environment) {
        if (!Files.exists(Path.of("/proc/self/ns/net"))) {
            return Optional.of("network namespaces are Linux's own: use --driver local");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("network namespaces need root: use sudo, or --driver local");
        }
        var name = insideIpNetnsExec();
        if (name.isPresent()) {
            return Optional.of(
                    ("`ip netns exec` hides what labctl makes from all others: enter with"
                                    + " `nsenter --net=%s/%s` instead")
                            .formatted(NAMESPACES, name.get()));
        }
        return Tools.lacking(environment, "ip", "nsenter");
    }

    /**
     * Goes on only where namespaces can be made.
     *
     * @throws LabFailure with the cure
     */
    static void check() {
        var lacking = lacking(System.getenv());
        if (lacking.isPresent()) {
            throw new LabFailure(LabFailure.Kind.CONFIGURATION, "driver netns: " + lacking.get());
        }
    }

    /**
     * The namespace's name when labctl runs in {@code ip netns exec NAME}, which gives it a view of
     * {@code /run/netns} of its own; known by the {@code /sys} it mounts under that name.
     */
    private static Optional<String> insideIpNetnsExec() {
        try (var mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return mounts.filter(line -> line.contains(" / /sys "))
                    .map(line -> line.replaceFirst(".* - sysfs (\\S+) .*", "$1"))
                    .filter(name -> name.matches("[\\w.-]+"))
                    .filter(name -> Files.exists(NAMESPACES.resolve(name)))
                    .findFirst();
        } catch (IOException _) { // no such list, no such trouble
            return Optional.empty();
        }
    }
}
