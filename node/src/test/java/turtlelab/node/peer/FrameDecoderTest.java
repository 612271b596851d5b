package turtlelab.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FrameDecoderTest {
    @Test
    void framesAreCutOutOfAStreamThatComesInSingleBytes() {
        var stream = new EmbeddedChannel(FrameDecoder.ofAcceptor());
        stream.writeInbound(Unpooled.wrappedBuffer(Hello.magic()));
        var bytes = Unpooled.wrappedBuffer(frame("one"), frame("three"));
        while (bytes.isReadable()) {
            stream.writeInbound(bytes.readBytes(1));
        }
        assertThat(text(stream.readInbound())).isEqualTo("one");
        assertThat(text(stream.readInbound())).isEqualTo("three");
    }

    @Test
    void everyFlippedBitIsSeen() {
        var good = frame("content");
        for (int bit = 0; bit < good.readableBytes() * 8; bit++) {
            var bad = good.copy();
            bad.setByte(bit / 8, bad.getByte(bit / 8) ^ 1 << bit % 8);
            var stream = new EmbeddedChannel(FrameDecoder.ofCaller());
            try {
                stream.writeInbound(bad);
            } catch (DecoderException _) {
                continue;
            }
            assertThat(stream.<Object>readInbound()).as("bit %d", bit).isNull();
        }
    }

    @Test
    void aLengthOutOfBoundsEndsTheStreamBeforeAnythingIsKept() {
        for (int length : new int[] {0, -1, FrameDecoder.LONGEST + 1, Integer.MAX_VALUE}) {
            var stream = new EmbeddedChannel(FrameDecoder.ofCaller());
            var head = Unpooled.buffer().writeInt(length).writeInt(0);
            assertThatThrownBy(() -> stream.writeInbound(head))
                    .hasMessageContaining("frame of " + length + " bytes");
        }
    }

    @Test
    void anotherBeginningIsNoMembersStream() {
        var stream = new EmbeddedChannel(FrameDecoder.ofAcceptor());
        assertThatThrownBy(() -> stream.writeInbound(Unpooled.copyInt(1, 2, 3)))
                .hasMessageContaining("not a member's stream");
    }

    private static ByteBuf frame(String text) {
        var content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return FrameWriter.frame(UnpooledByteBufAllocator.DEFAULT, Frame.Kind.MESSAGE, content);
    }

    private static String text(Frame frame) {
        return frame.content().toString(StandardCharsets.UTF_8);
    }
}
