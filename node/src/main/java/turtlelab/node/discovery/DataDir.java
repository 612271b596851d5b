package turtlelab.node.discovery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The directory that holds everything durable of one node. While open it is locked against every
 * other process, and nobody but its owner may look into it.
 */
public final class DataDir implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel lock;

    private DataDir(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** The directory is in use, or no directory at all. Carries what to tell the user. */
    public static final class Unusable extends IOException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * Creates the directory if need be, closes it to others, and locks it.
     *
     * @throws Unusable when another process uses it or it is a file
     */
    public static DataDir open(Path path) throws IOException {
        var member = path.resolve("member");
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Unusable("the data dir " + path + " is not a directory");
        }
        Files.createDirectories(member, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.setPosixFilePermissions(path, OWNER_ONLY);
        Files.setPosixFilePermissions(member, OWNER_ONLY);
        var file = member.resolve("lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new Unusable(
                    "another process is using \""
                            + path
                            + "\" and holds the file lock \""
                            + file
                            + "\"");
        }
        return new DataDir(path, channel);
    }

    public Path path() {
        return path;
    }

    /** The sub-directory for what the node writes, as in etcd. */
    public Path member() {
        return path.resolve("member");
    }

    /** Who the node was when it first started here. */
    public Optional<Identity> identity() throws IOException {
        return IdentityFile.read(member().resolve("identity"));
    }

    /** Notes for ever who the node is; durable on return. */
    public void identify(Identity identity) throws IOException {
        IdentityFile.write(member().resolve("identity"), identity);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}
