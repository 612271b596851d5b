package turtlelab.labctl.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.lab.Programs;

/** Labs for tests, on loopback addresses of their own. */
public final class TestLabs {

    private TestLabs() {}

    /** Three turtles of etcd's kind on 127.2.NET.2 to 4. */
    public static Lab threeTurtles(int net) {
        return new Lab(
                "local", Engine.ETCD, "etcd-cluster", "256m", Ports.STANDARD, "box", nodes(net, 3));
    }

    /** So many turtles, on loopback addresses of this net. */
    public static List<NodeSpec> nodes(int net, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(
                        i ->
                                new NodeSpec(
                                        "turtle" + i,
                                        "127.2.%d.%d".formatted(net, i + 1),
                                        "10.0.0." + (i + 1)))
                .toList();
    }

    /** A lab on a recording driver, in hand-moved time, with its files in this folder. */
    public static LiveLab live(Lab lab, RecordingDriver driver, Path folder) {
        var state = new LabFolder(folder.resolve(".lab"));
        return new LiveLab(lab, state, driver, surroundings(folder));
    }

    /** An etcd that is there (and never runs), and time that nobody waits for. */
    public static LiveLab.Surroundings surroundings(Path folder) {
        return surroundings(folder, new HandTime());
    }

    /** An etcd that is there (and never runs), in such a time. */
    public static LiveLab.Surroundings surroundings(Path folder, Time time) {
        try {
            var bin = Files.createDirectories(folder.resolve("bin"));
            var etcd = bin.resolve("etcd");
            Files.writeString(etcd, "");
            Files.setPosixFilePermissions(etcd, PosixFilePermissions.fromString("rwxr-xr-x"));
            var programs = new Programs(Optional.empty(), List.of(bin));
            return new LiveLab.Surroundings(programs, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
