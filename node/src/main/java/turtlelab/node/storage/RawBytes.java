package turtlelab.node.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Byte arrays as MVStore keeps them: a length, then the bytes; ordered unsigned. */
final class RawBytes extends BasicDataType<byte[]> {
    static final RawBytes TYPE = new RawBytes();

    private static final int ARRAY_HEADER = 24;

    @Override
    public int getMemory(byte[] array) {
        return ARRAY_HEADER + array.length;
    }

    @Override
    public void write(WriteBuffer into, byte[] array) {
        into.putVarInt(array.length).put(array);
    }

    @Override
    public byte[] read(ByteBuffer from) {
        var array = new byte[DataUtils.readVarInt(from)];
        from.get(array);
        return array;
    }

    @Override
    public int compare(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other);
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
