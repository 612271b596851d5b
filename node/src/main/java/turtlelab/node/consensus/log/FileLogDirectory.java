package turtlelab.node.consensus.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * A directory of the real file system: mode 0700, files 0600, locked against a second process while
 * open.
 */
public final class FileLogDirectory implements LogDirectory {
    private static final String LOCK = "lock";
    private static final int ZEROS = 1 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final FileChannel lock;
    private final SpareFile spare;
    private final LogFigures figures;

    private FileLogDirectory(Path path, FileChannel lock, LogFigures figures) {
        this.figures = figures;
        this.path = path;
        this.lock = lock;
        this.spare = new SpareFile(path.resolve("spare" + SegmentName.TEMPORARY));
    }

    /** Opens the directory without noting what is done to it. */
    public static FileLogDirectory open(Path path) throws IOException {
        return open(path, LogFigures.ofNobody());
    }

    /**
     * Opens the directory, making it when it is missing, and locks it.
     *
     * @param figures what is done to its files is noted there
     * @throws IOException also when another process has it open; the message says so
     */
    public static FileLogDirectory open(Path path, LogFigures figures) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, OWNERS_DIRECTORY);
            var parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                syncDirectory(parent);
            }
        }
        var lock = openChannel(path.resolve(LOCK), CREATE, WRITE);
        try {
            if (lock.tryLock() != null) {
                return new FileLogDirectory(path, lock, figures);
            }
        } catch (OverlappingFileLockException _) {
            // this very process has it open: the same answer
        }
        lock.close();
        throw new IOException(
                "another turtled process is using \"%s\" and holds the file lock".formatted(path));
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public List<String> list() throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public LogFile create(String name, long size) throws IOException {
        var file = path.resolve(name);
        if (!spare.moveTo(file, size)) {
            writeZeros(file, size);
        }
        return open(name);
    }

    @Override
    public LogFile open(String name) throws IOException {
        return new FileLogFile(openChannel(path.resolve(name), READ, WRITE), figures);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        syncDirectory(path);
    }

    @Override
    public void prepare(long size) {
        spare.prepare(size);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            spare.close();
        }
    }

    /** Really written, not left as a hole, so that blocks are found before they are needed. */
    static void writeZeros(Path file, long size) throws IOException {
        try (var channel = openChannel(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            var zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long at = 0; at < size; ) {
                zeros.position(0).limit((int) Math.min(ZEROS, size - at));
                at += channel.write(zeros, at);
            }
            channel.force(true);
        }
    }

    private static FileChannel openChannel(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), OWNERS_FILE);
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }
}
