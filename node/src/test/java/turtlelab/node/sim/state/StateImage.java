package turtlelab.node.sim.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.SnapshotMark;

/**
 * The whole applied state at one index, immutable.
 *
 * @param values newest value of each key
 * @param hash over everything applied up to here
 */
public record StateImage(
        LogPosition position, Membership membership, Map<Long, Long> values, long hash) {
    public static final StateImage EMPTY =
            new StateImage(LogPosition.ORIGIN, Membership.EMPTY, Map.of(), 0);

    public StateImage {
        values = Map.copyOf(values);
    }

    public SnapshotMark mark() {
        return new SnapshotMark(position, membership);
    }

    public StateImage with(Membership other) {
        return new StateImage(position, other, values, hash);
    }

    public StateImage at(LogPosition other) {
        return new StateImage(other, membership, values, hash);
    }

    /** Data and hash only; position and membership travel in the mark. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(hash);
            for (var value : new TreeMap<>(values).entrySet()) {
                out.writeLong(value.getKey());
                out.writeLong(value.getValue());
            }
            out.writeLong(crc(bytes.toByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException("memory refused a write", e);
        }
        return bytes.toByteArray();
    }

    public static StateImage of(SnapshotMark mark, byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        var hash = in.readLong();
        var values = new TreeMap<Long, Long>();
        while (in.available() > Long.BYTES) {
            values.put(in.readLong(), in.readLong());
        }
        if (in.readLong() != crc(Arrays.copyOf(bytes, bytes.length - Long.BYTES))) {
            throw new IOException("a damaged snapshot");
        }
        return new StateImage(mark.position(), mark.membership(), values, hash);
    }

    public static Peer voter(int number) {
        return new Peer(id(number), List.of(url(number)), false);
    }

    public static MemberId id(int number) {
        return new MemberId(number);
    }

    public static String url(int number) {
        return "http://turtle" + number + ":2380";
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
