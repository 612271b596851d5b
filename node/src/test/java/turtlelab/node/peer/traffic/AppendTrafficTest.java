package turtlelab.node.peer.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Message;

final class AppendTrafficTest {
    private static final MemberId SELF = new MemberId(1);
    private static final MemberId PEER = new MemberId(2);

    private final Clock clock = new Clock();
    private final AppendTraffic traffic = new AppendTraffic(clock, Duration.ofMillis(100));

    @Test
    void anAppendIsASuccessWhenItIsAcknowledgedAndTakesItsLatency() {
        send(5);
        clock.millis = 2;
        send(6);
        clock.millis = 8;
        traffic.received(new Message.AppendAccepted(PEER, SELF, 1, 6));
        var follower = traffic.follower(PEER);
        assertThat(follower.successes()).isEqualTo(2);
        assertThat(follower.failures()).isZero();
        assertThat(follower.latency()).isEqualTo(new AppendTraffic.Latency(6, 7, 1, 6, 8));
    }

    @Test
    void whatIsOnTheWayWhenTheConnectionIsLostHasFailed() {
        send(5);
        send(6);
        traffic.received(new Message.AppendAccepted(PEER, SELF, 1, 5));
        traffic.lost(PEER);
        send(7);
        assertThat(traffic.follower(PEER).failures()).isEqualTo(2);
        traffic.reached(PEER);
        send(8);
        traffic.received(new Message.AppendAccepted(PEER, SELF, 1, 8));
        assertThat(traffic.follower(PEER).successes()).isEqualTo(2);
        assertThat(traffic.follower(PEER).failures()).isEqualTo(2);
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        send(5);
        var hint = new LogPosition(1, 1);
        traffic.received(new Message.AppendRefused(PEER, SELF, 1, 4, hint));
        assertThat(traffic.follower(PEER).successes()).isEqualTo(1);
    }

    @Test
    void aHeartbeatIsLateMoreThanTwoIntervalsAfterTheLastOfItsTermToThatMember() {
        beat(PEER, 1);
        clock.millis = 200;
        beat(PEER, 1);
        assertThat(traffic.lateHeartbeats()).isZero();
        clock.millis = 401;
        beat(PEER, 1);
        assertThat(traffic.lateHeartbeats()).isEqualTo(1);
        beat(new MemberId(3), 1);
        clock.millis = 9_000;
        beat(PEER, 2);
        assertThat(traffic.lateHeartbeats()).isEqualTo(1);
    }

    private void beat(MemberId to, long term) {
        traffic.sending(new Message.Heartbeat(SELF, to, term, 0, 0));
    }

    @Test
    void whatAFormerLeaderSentIsOfNoAccount() {
        send(5);
        traffic.received(append(PEER, SELF, 6));
        traffic.lost(PEER);
        assertThat(traffic.follower(PEER).failures()).isZero();
    }

    @Test
    void appendsThatNobodyAnswersAreBounded() {
        for (int i = 0; i < Acknowledgements.MOST_WAITING + 3; i++) {
            send(i);
        }
        assertThat(traffic.follower(PEER).failures()).isEqualTo(3);
    }

    @Test
    void ratesAreThoseOfTheNewestAppendsAndEndWithASecondOfSilence() {
        for (int i = 0; i <= 300; i++) {
            clock.millis = i * 10L;
            send(i);
        }
        var sent = traffic.sent();
        assertThat(sent.count()).isEqualTo(301);
        assertThat(sent.perSecond()).isCloseTo(100, within(1.0));
        assertThat(sent.bytesPerSecond()).isCloseTo(6400, within(64.0));
        clock.millis += 1_001;
        assertThat(traffic.sent()).isEqualTo(new AppendTraffic.Figures(301, 0, 0));
    }

    @Test
    void onlyAppendsAreCounted() {
        traffic.sending(new Message.Heartbeat(SELF, PEER, 1, 1, 1));
        traffic.received(new Message.Heartbeat(PEER, SELF, 1, 1, 1));
        traffic.received(append(PEER, SELF, 1));
        assertThat(traffic.sent().count()).isZero();
        assertThat(traffic.received().count()).isEqualTo(1);
    }

    private void send(long lastIndex) {
        traffic.sending(append(SELF, PEER, lastIndex));
    }

    private static Message append(MemberId from, MemberId to, long lastIndex) {
        return new Message.Append(from, to, 1, new LogPosition(lastIndex, 1), List.of(), 1);
    }

    /** Stands still until it is moved. */
    private static final class Clock implements Time {
        long millis;

        @Override
        public long nanos() {
            return millis * 1_000_000;
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(millis);
        }
    }
}
