package turtlelab.node.consensus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.raft.RaftConfig;
import turtlelab.node.consensus.raft.RaftLimits;

final class SnapshotSendingTest {
    private static final int ELECTION = 10;

    private final List<Message> sent = new ArrayList<>();
    private final SnapshotSending sending = sending();

    /**
     * Both pieces were acknowledged; then the follower was restarted and has only the first,
     * doubled.
     */
    @Test
    void aFollowerThatLostWhatItHadGetsAnotherSnapshot() {
        sending.answered(0);
        sending.read(Bytes.utf8("1234"), false);
        sending.read(Bytes.utf8("5678"), true);
        sending.answered(8);
        var ticks = 0;
        while (ticks < 100 && sending.tick()) {
            sending.answered(4);
            ticks++;
        }
        assertThat(ticks).isEqualTo(ELECTION);
    }

    @Test
    void aFollowerThatInstallsForLongIsWaitedFor() {
        sending.answered(0);
        sending.read(Bytes.utf8("1234"), true);
        for (int tick = 0; tick < 50 * ELECTION; tick++) {
            sending.answered(4);
            assertThat(sending.tick()).isTrue();
        }
    }

    @Test
    void anEmptyLastPieceIsRepeatedUntilTheSnapshotIsInstalled() {
        sending.answered(0);
        sending.read(Bytes.utf8("1234"), false);
        sending.read(Bytes.EMPTY, true);
        sending.answered(4);
        sent.clear();
        for (int tick = 0; tick < ELECTION; tick++) {
            sending.tick();
        }
        assertThat(sent)
                .isNotEmpty()
                .allMatch(message -> message instanceof Message.SnapshotChunk last && last.last());
    }

    @Test
    void aSilentFollowerIsGivenUp() {
        var ticks = 0;
        while (ticks < 1000 && sending.tick()) {
            ticks++;
        }
        assertThat(ticks).isEqualTo(10 * ELECTION);
        assertThat(sent).hasSizeGreaterThan(3).allMatch(Message.SnapshotOffer.class::isInstance);
    }

    private SnapshotSending sending() {
        var config =
                EngineConfig.defaults(
                        new RaftConfig(
                                new MemberId(1), ELECTION, 1, true, true, RaftLimits.DEFAULTS));
        var transport =
                new Transport() {
                    @Override
                    public void send(MemberId to, Message message) {
                        sent.add(message);
                    }

                    @Override
                    public void membershipChanged(Membership membership) {}
                };
        var fatal =
                new FatalHandler() {
                    @Override
                    public void failed(String what, Throwable cause) {
                        throw new AssertionError(what, cause);
                    }

                    @Override
                    public void removed() {
                        throw new AssertionError("removed");
                    }
                };
        var ports = new EnginePorts(transport, _ -> {}, _ -> {}, _ -> {}, new ListMachine(), fatal);
        var route = new SnapshotSending.Route(new MemberId(1), new MemberId(2), 1, 7);
        return new SnapshotSending(config, ports, route, new NoBytes());
    }

    private record NoBytes() implements SnapshotReader {
        @Override
        public SnapshotMark mark() {
            return new SnapshotMark(new LogPosition(3, 1), Membership.EMPTY);
        }

        @Override
        public int read(ByteBuffer into) {
            return -1;
        }

        @Override
        public void close() {}
    }
}
