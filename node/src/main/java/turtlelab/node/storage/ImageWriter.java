package turtlelab.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * Takes in an image beside the running state. It becomes a file of its own, is checked and synced,
 * and only then takes the old file's name in one rename: after a crash the old or the new one is
 * found. Used by one thread at a time.
 */
public final class ImageWriter implements AutoCloseable {
    private static final long COMMIT_BYTES = 8 << 20;

    private final @Nullable Path target;
    private final @Nullable Path beside;
    private final Mark expected;
    private final Storage incoming;
    private final ImageFormat.Decoder decoder;
    private boolean sealed;
    private boolean installed;

    private ImageWriter(@Nullable Path target, Mark expected) throws IOException {
        this.target = target;
        this.expected = expected;
        this.beside = target == null ? null : incomingBeside(target);
        if (beside == null) {
            this.incoming = Storage.inMemory();
        } else {
            Files.deleteIfExists(beside);
            this.incoming = Storage.open(beside);
        }
        this.decoder = new ImageFormat.Decoder(new Filling());
    }

    /** Prepares to replace a storage by an image that stands for the given mark. */
    public static ImageWriter replacing(Storage old, Mark expected) throws IOException {
        return new ImageWriter(old.file(), expected);
    }

    /** Removes what an interrupted transfer left beside the state file. */
    public static void discardLeftovers(Path stateFile) throws IOException {
        Files.deleteIfExists(incomingBeside(stateFile));
    }

    /**
     * Takes the next bytes of the image.
     *
     * @throws IOException when they are damaged or the disk fails; nothing has changed
     */
    public void write(ByteBuffer bytes) throws IOException {
        decoder.write(bytes);
        if (incoming.uncommittedBytes() > COMMIT_BYTES) {
            incoming.commit(Mark.ORIGIN);
        }
    }

    /**
     * Checks that the image is whole and makes it durable, beside the old file.
     *
     * @throws IOException when the image is damaged or short
     */
    public void seal() throws IOException {
        ImageFormat.require(decoder.complete(), "it is not whole");
        incoming.commit(expected);
        incoming.sync();
        sealed = true;
    }

    /**
     * Puts a whole image in the old file's place.
     *
     * @return the new storage; the old one is still open and is the caller's to retire
     * @throws IOException when the image is damaged or short; the old file is untouched
     */
    public Storage install() throws IOException {
        if (!sealed) {
            seal();
        }
        installed = true;
        if (target == null || beside == null) {
            return incoming;
        }
        incoming.close();
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(target);
        return Storage.open(target);
    }

    /** Removes what was not installed. */
    @Override
    public void close() {
        if (!installed) {
            incoming.close();
            if (beside != null) {
                beside.toFile().delete();
            }
        }
    }

    private static Path incomingBeside(Path stateFile) {
        return stateFile.resolveSibling(stateFile.getFileName() + ".incoming");
    }

    private static void syncDirectory(Path file) throws IOException {
        var directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes what the decoder finds into the new tables. */
    private final class Filling implements ImageSink {
        private @Nullable Table table;

        @Override
        public void header(Mark mark) throws IOException {
            ImageFormat.require(
                    mark.index() == expected.index() && mark.term() == expected.term(),
                    "it stands for index " + mark.index() + ", not " + expected.index());
        }

        @Override
        public void table(String name) {
            table = incoming.table(name);
        }

        @Override
        public void entry(Bytes key, Bytes value) {
            if (table != null) {
                table.put(key, value);
            }
        }
    }
}
