package turtlelab.labctl.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Tree;

/**
 * The folder {@code .lab} beside {@code lab.yaml}: what labctl made is there or recorded there, and
 * labctl touches nothing else. The record of the lab is written before anything is made, so that
 * {@code down} finds everything even when labctl was killed half-way.
 */
public final class LabFolder {

    /** The folder's name. */
    public static final String NAME = ".lab";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;

    public LabFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** The one beside this lab file. */
    public static LabFolder beside(Path labFile) {
        return new LabFolder(labFile.toAbsolutePath().resolveSibling(NAME));
    }

    public Path path() {
        return path;
    }

    /** Whether the folder is there, with a lab or without. */
    public boolean exists() {
        return Files.exists(path);
    }

    /** The lab that was raised here, with the options of that moment; empty when there is none. */
    public Optional<Lab> raised() {
        if (!Files.exists(record())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(record().toFile(), Lab.class));
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "%s is damaged (%s): end the lab's processes and remove %s"
                            .formatted(record(), e.getMessage(), path),
                    e);
        }
    }

    /** Records that this lab is, or is about to be, raised here. */
    public void record(Lab lab) {
        try {
            Files.createDirectories(path);
            var fresh = path.resolve("lab.json.new");
            JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), lab);
            Files.move(fresh, record(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps what a node logged, for the time when its place is gone; until the lab is forgotten.
     *
     * @return the file with these lines
     */
    public Path keepLog(String node, List<String> lines) {
        try {
            var file = Files.createDirectories(kept()).resolve(node + ".log");
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets the lab, whose nodes must have been removed. */
    public void forget() {
        Tree.remove(kept());
        try {
            Files.deleteIfExists(record());
            try (var left = Files.list(path)) {
                if (left.findAny().isPresent()) {
                    return; // not ours
                }
            }
            Files.delete(path);
        } catch (NoSuchFileException _) {
            return; // it was never there
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path kept() {
        return path.resolve("kept");
    }

    private Path record() {
        return path.resolve("lab.json");
    }
}
