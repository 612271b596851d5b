package turtlelab.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * An image as bytes: frames of {@code kind (1), length (4), body}. First the header (magic, format
 * and mark), then for each table its name followed by its entries in order ({@code key length (4),
 * key, value}), last the number of entries and the CRC32C of every byte before it.
 */
final class ImageFormat {
    static final int FRAME_LIMIT = 64 << 20;

    private static final byte[] MAGIC = "turtle-image-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_HEADER = 1 + Integer.BYTES;
    private static final byte HEADER = 1;
    private static final byte TABLE = 2;
    private static final byte ENTRY = 3;
    private static final byte END = 4;

    private ImageFormat() {}

    /** Bytes of the first frame and the last one. */
    static long lengthAround(Mark mark) {
        long header = (long) FRAME_HEADER + MAGIC.length + mark.encoded().length();
        return header + FRAME_HEADER + Long.BYTES + Integer.BYTES;
    }

    /** Bytes of the frame that begins a table. */
    static long length(String table) {
        return FRAME_HEADER + (long) table.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Bytes of the frame of an entry. */
    static long length(byte[] key, byte[] value) {
        return FRAME_HEADER + Integer.BYTES + (long) key.length + value.length;
    }

    /** Makes frames; they are taken away in pieces of any size. */
    static final class Encoder {
        private final CRC32C crc = new CRC32C();
        private ByteBuffer pending = ByteBuffer.allocate(0);
        private long entries;

        void header(Mark mark) {
            var body = mark.encoded();
            var frame = frame(HEADER, MAGIC.length + body.length()).put(MAGIC).put(body.raw());
            seal(frame);
        }

        void table(String name) {
            var bytes = name.getBytes(StandardCharsets.UTF_8);
            seal(frame(TABLE, bytes.length).put(bytes));
        }

        void entry(Bytes key, Bytes value) {
            entries++;
            var frame = frame(ENTRY, Integer.BYTES + key.length() + value.length());
            seal(frame.putInt(key.length()).put(key.raw()).put(value.raw()));
        }

        void end() {
            var sum = (int) crc.getValue();
            seal(frame(END, Long.BYTES + Integer.BYTES).putLong(entries).putInt(sum));
        }

        /** Moves pending bytes; false when there were none. */
        boolean take(ByteBuffer into) {
            if (!pending.hasRemaining()) {
                return false;
            }
            var count = Math.min(into.remaining(), pending.remaining());
            into.put(into.position(), pending, pending.position(), count);
            into.position(into.position() + count);
            pending.position(pending.position() + count);
            return true;
        }

        private static ByteBuffer frame(byte kind, int length) {
            return ByteBuffer.allocate(FRAME_HEADER + length).put(kind).putInt(length);
        }

        private void seal(ByteBuffer frame) {
            pending = frame.flip();
            crc.update(pending.duplicate());
        }
    }

    /**
     * Reads frames out of pieces of any size; refuses the first byte that is not as it should be.
     */
    static final class Decoder {
        private final ImageSink sink;
        private final CRC32C crc = new CRC32C();
        private byte[] kept = new byte[1 << 16];
        private int size;
        private byte last;
        private long entries;

        Decoder(ImageSink sink) {
            this.sink = sink;
        }

        void write(ByteBuffer bytes) throws IOException {
            var count = bytes.remaining();
            if (kept.length - size < count) {
                kept = Arrays.copyOf(kept, Math.max(size + count, 2 * kept.length));
            }
            bytes.get(kept, size, count);
            size += count;
            var from = 0;
            while (last != END && size - from >= FRAME_HEADER) {
                var length = ByteBuffer.wrap(kept).getInt(from + 1);
                require(length >= 0 && length <= FRAME_LIMIT, "a frame of " + length + " bytes");
                if (size - from < FRAME_HEADER + length) {
                    break;
                }
                frame(ByteBuffer.wrap(kept, from, FRAME_HEADER + length));
                from += FRAME_HEADER + length;
            }
            System.arraycopy(kept, from, kept, 0, size - from);
            size -= from;
        }

        boolean complete() {
            return last == END && size == 0;
        }

        /** Whether the image is whole, whatever may follow it. */
        boolean ended() {
            return last == END;
        }

        private void frame(ByteBuffer frame) throws IOException {
            var kind = frame.get(frame.position());
            require(follows(kind), "frame " + kind + " after frame " + last);
            var sum = (int) crc.getValue();
            crc.update(frame.duplicate());
            last = kind;
            frame.position(frame.position() + FRAME_HEADER);
            switch (kind) {
                case HEADER -> header(frame);
                case TABLE -> sink.table(StandardCharsets.UTF_8.decode(frame).toString());
                case ENTRY -> entry(frame);
                default -> end(frame, sum);
            }
        }

        private boolean follows(byte kind) {
            return switch (kind) {
                case HEADER -> last == 0;
                case TABLE, END -> last == HEADER || last == TABLE || last == ENTRY;
                case ENTRY -> last == TABLE || last == ENTRY;
                default -> false;
            };
        }

        private void header(ByteBuffer body) throws IOException {
            var magic = take(body, MAGIC.length);
            require(Arrays.equals(magic, MAGIC), "not an image, or of another format");
            var mark = Bytes.wrap(take(body, body.remaining()));
            require(Mark.isDecodable(mark), "no mark");
            sink.header(Mark.decoded(mark));
        }

        private void entry(ByteBuffer body) throws IOException {
            require(body.remaining() >= Integer.BYTES, "a short entry");
            var key = take(body, body.getInt());
            sink.entry(Bytes.wrap(key), Bytes.wrap(take(body, body.remaining())));
            entries++;
        }

        private void end(ByteBuffer body, int sum) throws IOException {
            require(body.remaining() == Long.BYTES + Integer.BYTES, "a short end");
            require(body.getLong() == entries, "entries are missing");
            require(body.getInt() == sum, "wrong checksum");
        }

        private static byte[] take(ByteBuffer body, int length) throws IOException {
            require(length >= 0 && length <= body.remaining(), "a length of " + length);
            var bytes = new byte[length];
            body.get(bytes);
            return bytes;
        }
    }

    static void require(boolean holds, @Nullable String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("the image of the state is damaged: " + otherwise);
        }
    }
}
