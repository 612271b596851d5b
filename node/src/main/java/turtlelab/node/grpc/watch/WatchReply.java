package turtlelab.node.grpc.watch;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * A WatchResponse that is mostly written already: what all watches are told alike is shared between
 * their replies, only the watch's id comes behind it. (Protobuf does not care for the order of
 * fields.)
 *
 * @param shared the message without the id; not to be changed
 * @param watchId 0 is not written, as in any message of proto3
 */
@SuppressWarnings("ArrayRecordComponent") // Shared by thousands, so nobody may copy it.
public record WatchReply(byte[] shared, long watchId) {
    /** How it goes into gRPC's frames. */
    static final MethodDescriptor.Marshaller<WatchReply> MARSHALLER =
            new MethodDescriptor.Marshaller<>() {
                @Override
                public InputStream stream(WatchReply reply) {
                    return new Written(reply.shared, reply.idField());
                }

                @Override
                public WatchReply parse(InputStream stream) {
                    throw new UnsupportedOperationException("replies are sent, never received");
                }
            };

    private static final byte[] NOTHING = {};

    static WatchReply of(WatchResponse message) {
        return new WatchReply(message.toByteArray(), 0);
    }

    /** As etcd's message, for those who do not speak protobuf. */
    public WatchResponse readable() {
        try {
            return WatchResponse.newBuilder().mergeFrom(shared).setWatchId(id()).build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an own message that cannot be read", e);
        }
    }

    private long id() throws InvalidProtocolBufferException {
        return watchId != 0 ? watchId : WatchResponse.parseFrom(shared).getWatchId();
    }

    private byte[] idField() {
        if (watchId == 0) {
            return NOTHING;
        }
        var number = WatchResponse.WATCH_ID_FIELD_NUMBER;
        var field = new byte[CodedOutputStream.computeInt64Size(number, watchId)];
        try {
            var out = CodedOutputStream.newInstance(field);
            out.writeInt64(number, watchId);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("an array that is too short", e);
        }
        return field;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WatchReply(var bytes, var id)
                && Arrays.equals(shared, bytes)
                && watchId == id;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(shared), watchId);
    }

    /** Two arrays, one behind the other. */
    private static final class Written extends InputStream implements KnownLength, Drainable {
        private final byte[] first;
        private final byte[] second;
        private int position;

        Written(byte[] first, byte[] second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public int available() {
            return first.length + second.length - position;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            var count = available();
            if (position < first.length) {
                target.write(first, position, first.length - position);
                position = first.length;
            }
            target.write(second, position - first.length, second.length + first.length - position);
            position = first.length + second.length;
            return count;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length > 0 && available() == 0) {
                return -1;
            }
            var count = Math.min(length, available());
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count;
        }

        @Override
        public int read() {
            if (available() == 0) {
                return -1;
            }
            var at = position++;
            return 0xff & (at < first.length ? first[at] : second[at - first.length]);
        }
    }
}
