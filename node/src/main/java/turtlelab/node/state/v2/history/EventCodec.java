package turtlelab.node.state.v2.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Result.Node;

/** The durable form of one event: action, refresh, index, the node, and the node before. */
final class EventCodec {
    /** In the order of their numbers on disk, which never change. */
    private static final List<V2Action> ACTIONS =
            List.of(
                    V2Action.GET,
                    V2Action.SET,
                    V2Action.CREATE,
                    V2Action.UPDATE,
                    V2Action.DELETE,
                    V2Action.COMPARE_AND_SWAP,
                    V2Action.COMPARE_AND_DELETE,
                    V2Action.EXPIRE);

    private EventCodec() {}

    static Bytes encode(Event event) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(ACTIONS.indexOf(event.action()));
            out.writeBoolean(event.refresh());
            out.writeLong(event.index());
            write(out, event.node());
            out.writeBoolean(event.previous() != null);
            if (event.previous() != null) {
                write(out, event.previous());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused to be written", e);
        }
        return Bytes.wrap(bytes.toByteArray());
    }

    static Event decode(Bytes encoded) {
        try (var in = new DataInputStream(new ByteArrayInputStream(encoded.raw()))) {
            var action = ACTIONS.get(in.readByte());
            boolean refresh = in.readBoolean();
            long index = in.readLong();
            var node = node(in);
            var previous = in.readBoolean() ? node(in) : null;
            return new Event(action, node, previous, refresh, index);
        } catch (IOException e) {
            throw new UncheckedIOException("a v2 event that is not whole", e);
        }
    }

    private static void write(DataOutputStream out, Node node) throws IOException {
        text(out, node.key());
        out.writeBoolean(node.dir());
        out.writeBoolean(node.value() != null);
        if (node.value() != null) {
            text(out, node.value());
        }
        out.writeLong(node.expiresAtMillis());
        out.writeLong(node.modifiedIndex());
        out.writeLong(node.createdIndex());
    }

    private static Node node(DataInputStream in) throws IOException {
        var key = text(in);
        boolean dir = in.readBoolean();
        @Nullable String value = in.readBoolean() ? text(in) : null;
        return new Node(key, value, dir, in.readLong(), null, in.readLong(), in.readLong());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var raw = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(raw.length);
        out.write(raw);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
