package turtlelab.labctl.ctl.v2.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;

/**
 * {@code backup}: copies the data dir of a turtled that does not run, without the identity of its
 * member, so that nobody can start it as that member by mistake. It is brought to life by {@code
 * turtled --force-new-cluster}, as a member of a cluster of its own.
 */
public final class BackupCommand {

    private static final int FAILED = 1;
    private static final String LOCK = "lock";
    private static final List<String> NOT_COPIED = List.of(LOCK, "identity", "wal");

    private final Call call;

    public BackupCommand(Call call) {
        this.call = call;
    }

    /**
     * Copies.
     *
     * @throws CtlFailure when the node runs, or a file cannot be read or written
     */
    public void run() {
        var data = Path.of(call.flags().text("data-dir", "")).resolve("member");
        var backup = required("backup-dir").resolve("member");
        if (!Files.isDirectory(data)) {
            throw failed("there is no data dir at " + data + ": name one by --data-dir");
        }
        try (var lock = FileChannel.open(data.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (!isFree(lock)) {
                throw failed(
                        "%s is in use: stop its node first, or use 'snapshot save'"
                                .formatted(data));
            }
            copy(data, backup);
            copyAll(wal("wal-dir", data), wal("backup-wal-dir", backup));
        } catch (FileAlreadyExistsException e) {
            throw failed(e.getFile() + " is there already: name an empty --backup-dir");
        } catch (NoSuchFileException e) {
            throw failed("no file " + e.getFile() + ": is this the data dir of a turtled?");
        } catch (IOException | UncheckedIOException e) {
            throw failed(String.valueOf(e));
        }
        call.streams()
                .err()
                .println(
                        "start it once with: turtled --force-new-cluster --data-dir "
                                + backup.getParent());
    }

    private Path required(String flag) {
        var text = call.flags().text(flag, "");
        if (text.isEmpty()) {
            throw failed("name a directory by --" + flag);
        }
        return Path.of(text);
    }

    private Path wal(String flag, Path member) {
        @Nullable String given = call.flags().text(flag).orElse(null);
        return given == null ? member.resolve("wal") : Path.of(given);
    }

    private static void copy(Path from, Path to) throws IOException {
        create(Objects.requireNonNullElse(to.getParent(), to));
        create(to);
        for (var file : files(from)) {
            if (!NOT_COPIED.contains(file.getFileName().toString())) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        create(to);
        for (var file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static void create(Path folder) throws IOException {
        var ownersOnly = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownersOnly));
    }

    private static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (var listed = Files.newDirectoryStream(folder)) {
            listed.forEach(files::add);
        }
        return files;
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static CtlFailure failed(String why) {
        return new CtlFailure(FAILED, "Error: " + why);
    }
}
