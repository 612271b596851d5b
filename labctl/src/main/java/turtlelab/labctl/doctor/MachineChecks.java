package turtlelab.labctl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Sizes;

/** Whether this machine has what a lab needs: Java, disk, memory, file descriptors. */
record MachineChecks(LiveLab lab) {

    private static final int LEAST_JAVA = 25;
    private static final long MIB = 1024 * 1024;
    private static final long DISK_PER_NODE = 512 * MIB;
    private static final long MEMORY_PER_NODE = 384 * MIB;
    private static final long LEAST_FILES = 1024;
    private static final String NO_MEMINFO = "this system does not tell (no /proc)";

    List<Finding> findings() {
        return List.of(java(), disk(), memory(), files());
    }

    private Finding java() {
        var version = Runtime.version();
        return version.feature() >= LEAST_JAVA
                ? Finding.ok("Java " + version)
                : Finding.problem(
                        "Java " + version + " is too old",
                        "install a Java %d, or point TURTLE_JAVA_HOME at one"
                                .formatted(LEAST_JAVA));
    }

    private Finding disk() {
        var folder = nearestExisting(lab.folder().path());
        long needed = nodes() * DISK_PER_NODE;
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            var what = "disk: %s free at %s".formatted(Sizes.of(free), folder);
            return free >= needed
                    ? Finding.ok(what)
                    : Finding.problem(
                            what,
                            "%d nodes want %s: make room, or put lab.yaml on another disk"
                                    .formatted(nodes(), Sizes.of(needed)));
        } catch (IOException e) {
            return Finding.problem(
                    "disk: %s cannot be looked at: %s".formatted(folder, e.getMessage()),
                    "check the folder's rights");
        }
    }

    private Finding memory() {
        var free = number(Path.of("/proc/meminfo"), "MemAvailable:");
        if (free.isEmpty()) {
            return Finding.note("memory: " + NO_MEMINFO, "");
        }
        long bytes = free.getAsLong() * 1024;
        long needed = nodes() * MEMORY_PER_NODE;
        var what = "memory: %s available".formatted(Sizes.of(bytes));
        return bytes >= needed
                ? Finding.ok(what)
                : Finding.problem(
                        what,
                        "%d nodes want about %s: end other programs, raise fewer nodes, or set a"
                                        .formatted(nodes(), Sizes.of(needed))
                                + " smaller heap in lab.yaml");
    }

    private static Finding files() {
        var limit = number(Path.of("/proc/self/limits"), "Max open files");
        if (limit.isEmpty()) {
            return Finding.ok("open files: no limit known");
        }
        var what = "open files: %d per process".formatted(limit.getAsLong());
        return limit.getAsLong() >= LEAST_FILES
                ? Finding.ok(what)
                : Finding.problem(what, "raise it: ulimit -n " + LEAST_FILES);
    }

    private int nodes() {
        return lab.lab().nodes().size();
    }

    /** The first number behind this label in a file of labelled lines; empty if there is none. */
    private static OptionalLong number(Path file, String label) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(label))
                    .map(line -> line.substring(label.length()).strip().split("\\s+", -1)[0])
                    .filter(word -> word.matches("[0-9]{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException _) { // not a Linux
            return OptionalLong.empty();
        }
    }

    private static Path nearestExisting(Path path) {
        var existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }
}
