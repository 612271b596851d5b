package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;

/** The answer to a {@link Hello}: whether the caller is welcome, and who answers. */
record Greeting(Verdict verdict, ClusterId cluster, MemberId self) {
    /** Whether the caller may come in, and if not, why. */
    enum Verdict {
        WELCOME(0),
        OTHER_CLUSTER(1),
        OTHER_MEMBER(2),
        OTHER_VERSION(3),
        REMOVED(4);

        private final int code;

        Verdict(int code) {
            this.code = code;
        }

        static Verdict of(int code) {
            for (var verdict : values()) {
                if (verdict.code == code) {
                    return verdict;
                }
            }
            throw new CorruptedFrameException("unknown verdict " + code);
        }
    }

    void write(ByteBuf out) {
        out.writeByte(verdict.code).writeLong(cluster.value()).writeLong(self.value());
    }

    static Greeting read(ByteBuf in) {
        if (in.readableBytes() < 17) {
            throw new CorruptedFrameException("the greeting is too short");
        }
        return new Greeting(
                Verdict.of(in.readUnsignedByte()),
                new ClusterId(in.readLong()),
                new MemberId(in.readLong()));
    }
}
