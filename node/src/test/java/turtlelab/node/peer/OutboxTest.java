package turtlelab.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;

final class OutboxTest {
    private static final MemberId A = new MemberId(1);
    private static final MemberId B = new MemberId(2);

    private final Outbox outbox = new Outbox();

    @Test
    void whoFillsAnEmptyOutboxWakesTheWriter() {
        outbox.connected(true);
        assertThat(outbox.offer(message(1))).isTrue();
        assertThat(outbox.offer(message(2))).isFalse();
        outbox.poll();
        outbox.poll();
        assertThat(outbox.offer(message(3))).isTrue();
    }

    @Test
    void whileUnconnectedOnlyTheNewestAreKept() {
        for (int term = 1; term <= 100; term++) {
            outbox.offer(message(term));
        }
        assertThat(outbox.poll()).isEqualTo(message(85));
        assertThat(outbox.dropped()).isEqualTo(84);
    }

    @Test
    void whenTheConnectionBreaksTheOldestAreDropped() {
        outbox.connected(true);
        for (int term = 1; term <= 100; term++) {
            outbox.offer(message(term));
        }
        outbox.connected(false);
        assertThat(outbox.poll()).isEqualTo(message(85));
    }

    @Test
    void aFullOutboxDropsTheNewest() {
        outbox.connected(true);
        var megabyte = Bytes.wrap(new byte[1 << 20]);
        for (int id = 0; id < 100; id++) {
            outbox.offer(new Message.ForwardedCommands(A, B, 1, id, List.of(megabyte)));
        }
        assertThat(outbox.dropped()).isEqualTo(84);
        for (int id = 0; id < 16; id++) {
            assertThat(outbox.poll()).isInstanceOf(Message.ForwardedCommands.class);
        }
        assertThat(outbox.poll()).isNull();
        assertThat(outbox.offer(message(1))).isTrue();
    }

    private static Message message(long term) {
        return new Message.TimeoutNow(A, B, term);
    }
}
