package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;

/** The answer to a {@link Hello}: whether the caller is welcome, and who answers. */
record Greeting(Verdict verdict, ClusterId cluster, MemberId self) {
    /** On the wire by its position: append only. */
    enum Verdict {
        WELCOME,
        OTHER_CLUSTER,
        OTHER_MEMBER,
        OTHER_VERSION,
        REMOVED
    }

    void write(ByteBuf out) {
        out.writeByte(verdict.ordinal()).writeLong(cluster.value()).writeLong(self.value());
    }

    static Greeting read(ByteBuf in) {
        if (in.readableBytes() < 17) {
            throw new CorruptedFrameException("the greeting is too short");
        }
        var verdict = in.readUnsignedByte();
        if (verdict >= Verdict.values().length) {
            throw new CorruptedFrameException("unknown verdict " + verdict);
        }
        return new Greeting(
                Verdict.values()[verdict],
                new ClusterId(in.readLong()),
                new MemberId(in.readLong()));
    }
}
