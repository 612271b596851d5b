package turtlelab.node.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An image in the form of a snapshot file, as it goes to clients: the image, zeros up to a multiple
 * of {@value #BLOCK} bytes, and the SHA-256 of all that. The length is what tells etcdctl that
 * there is a checksum. Read once, by one thread.
 */
public final class SnapshotExport implements AutoCloseable {
    static final int BLOCK = 512;

    private final ImageReader image;
    private final MessageDigest digest = sha256();
    private final long length;
    private long position;

    /** Takes the image over. Slow: finds out how long it is. */
    public SnapshotExport(ImageReader image) {
        this.image = image;
        this.length = (image.length() + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Bytes that are still to be read, without the checksum. */
    public long remaining() {
        return length - position;
    }

    /** Fills the buffer as far as possible, and makes it ready to be read from. */
    public void read(ByteBuffer into) {
        into.clear();
        while (into.hasRemaining() && image.read(into) >= 0) {}
        while (into.hasRemaining() && position + into.position() < length) {
            into.put((byte) 0);
        }
        into.flip();
        position += into.remaining();
        digest.update(into.duplicate());
    }

    /** Of everything that was read. */
    public byte[] checksum() {
        return digest.digest();
    }

    @Override
    public void close() {
        image.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
