package turtlelab.node.consensus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;

final class MessageCodecTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @MethodSource("turtlelab.node.consensus.wire.Messages#all")
    void everyMessageComesBackAsItWas(Message message) throws MalformedMessage {
        assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
    }

    @Test
    void thereIsAnExampleOfEveryType() {
        assertThat(Messages.all().stream().map(MessageType::of)).contains(MessageType.values());
    }

    @ParameterizedTest
    @MethodSource("turtlelab.node.consensus.wire.Messages#changes")
    void everyChangeComesBackWithItsContext(MembershipChange change) throws MalformedMessage {
        var data = ChangeCodec.encode(change, Bytes.utf8("context"));
        assertThat(ChangeCodec.decode(data))
                .isEqualTo(new ChangeCodec.Proposal(change, Bytes.utf8("context")));
    }

    @ParameterizedTest
    @MethodSource("turtlelab.node.consensus.wire.Messages#all")
    void aMessageCutAnywhereIsMalformed(Message message) {
        var whole = MessageCodec.encode(message);
        for (int length = 0; length < whole.remaining(); length++) {
            var part = whole.slice(whole.position(), length);
            assertThatThrownBy(() -> MessageCodec.decode(part))
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void bytesBehindAMessageAreMalformed() {
        var encoded = MessageCodec.encode(Messages.all().getFirst());
        var longer = ByteBuffer.allocate(encoded.remaining() + 1).put(encoded).put((byte) 0).flip();
        assertThatThrownBy(() -> MessageCodec.decode(longer)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void damagedMessagesAreReadOrMalformedAndNothingElse() {
        var random = new SplittableRandom(1);
        var messages = Messages.all();
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = MessageCodec.encode(messages.get(random.nextInt(messages.size())));
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
            }
            tryToRead(bytes);
        }
    }

    @Test
    void noiseIsReadOrMalformedAndNothingElse() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < ROUNDS; i++) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = (byte) random.nextInt(MessageType.values().length + 1);
            }
            tryToRead(ByteBuffer.wrap(noise));
        }
    }

    @Test
    void aHugeListIsRefusedBeforeMemoryIsTaken() {
        var encoded = MessageCodec.encode(Messages.all().get(4));
        int listSize = 1 + 3 * Long.BYTES + 3 * Long.BYTES;
        encoded.putInt(listSize, Integer.MAX_VALUE);
        assertThatThrownBy(() -> MessageCodec.decode(encoded))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("does not fit");
    }

    private static void tryToRead(ByteBuffer bytes) {
        try {
            assertThat(MessageCodec.decode(bytes)).isNotNull();
        } catch (MalformedMessage e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
