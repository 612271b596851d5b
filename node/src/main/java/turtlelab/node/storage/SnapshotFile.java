package turtlelab.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A snapshot as a client has saved it; the form is {@link SnapshotExport}'s. Whatever is not whole
 * is refused before it is used, in etcd's words where it has some.
 */
public final class SnapshotFile {
    private static final int HASH_BYTES = 32;
    private static final int PIECE = 1 << 18;
    private static final int BBOLT_MAGIC = 0xED0CDAED;
    private static final int BBOLT_MAGIC_AT = 16;

    private final Path path;
    private final long imageEnd;

    private SnapshotFile(Path path, long imageEnd) {
        this.path = path;
        this.imageEnd = imageEnd;
    }

    /** A file that is no snapshot, or a damaged one. The message is meant for people. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Opens a file and checks it from front to end.
     *
     * @param skipHash for a copy of a file whose checksum was lost
     * @throws Refused when it is not whole
     */
    public static SnapshotFile open(Path path, boolean skipHash) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new Refused("stat " + path + ": no such file or directory");
        }
        if (isEtcds(path)) {
            throw new Refused(
                    path
                            + ": a snapshot or database of etcd itself; restore it with etcd's own"
                            + " tools, then copy its keys: etcdctl make-mirror");
        }
        var size = Files.size(path);
        var hashed = size % SnapshotExport.BLOCK == HASH_BYTES;
        if (!hashed && !skipHash) {
            throw new Refused("snapshot missing hash but --skip-hash-check=false");
        }
        var file = new SnapshotFile(path, hashed ? size - HASH_BYTES : size);
        if (!skipHash) {
            file.checkHash();
        }
        return file;
    }

    /** Whether the first page is that of a bbolt file: its magic number stands behind its head. */
    private static boolean isEtcds(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var head = ByteBuffer.wrap(in.readNBytes(BBOLT_MAGIC_AT + Integer.BYTES));
            return head.capacity() == BBOLT_MAGIC_AT + Integer.BYTES
                    && head.order(ByteOrder.LITTLE_ENDIAN).getInt(BBOLT_MAGIC_AT) == BBOLT_MAGIC;
        }
    }

    /** Bytes of the image, with padding, without the checksum. */
    public long imageBytes() {
        return imageEnd;
    }

    /**
     * Tells what the image holds.
     *
     * @throws Refused when it is not an image, or a damaged one
     */
    public void read(ImageSink sink) throws IOException {
        var decoder = new ImageFormat.Decoder(sink);
        try (var channel = channel()) {
            forEachPiece(
                    channel,
                    imageEnd,
                    piece -> {
                        if (!decoder.ended()) {
                            decoder.write(piece);
                        }
                    });
        } catch (Refused refused) {
            throw refused;
        } catch (IOException e) {
            throw new Refused(path + ": " + e.getMessage());
        }
        if (!decoder.ended()) {
            throw new Refused(path + ": the image of the state is damaged: it is not whole");
        }
    }

    private void checkHash() throws IOException {
        var digest = SnapshotExport.sha256();
        var expected = ByteBuffer.allocate(HASH_BYTES);
        try (var channel = channel()) {
            forEachPiece(channel, imageEnd, digest::update);
            while (expected.hasRemaining() && channel.read(expected) >= 0) {}
        }
        var got = digest.digest();
        if (!MessageDigest.isEqual(expected.array(), got)) {
            throw new Refused(
                    "expected sha256 %s, got %s".formatted(go(expected.array()), go(got)));
        }
    }

    private FileChannel channel() throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException _) {
            throw new Refused("stat " + path + ": no such file or directory");
        }
    }

    private interface Piece {
        void take(ByteBuffer bytes) throws IOException;
    }

    private static void forEachPiece(FileChannel channel, long end, Piece action)
            throws IOException {
        var buffer = ByteBuffer.allocate(PIECE);
        for (long left = end; left > 0; left -= buffer.limit()) {
            buffer.clear().limit((int) Math.min(PIECE, left));
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new Refused("the snapshot became shorter while it was read");
                }
            }
            action.take(buffer.flip());
        }
    }

    /** Bytes as Go prints them. */
    private static String go(byte[] bytes) {
        var numbers = new int[bytes.length];
        Arrays.setAll(numbers, i -> bytes[i] & 0xff);
        return Arrays.toString(numbers).replace(",", "");
    }
}
