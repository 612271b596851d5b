package turtlelab.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;

final class PeerNetworkTest {
    @Test
    void messagesTravelBothWays() throws Exception {
        try (var a = TestPort.open(1, 1);
                var b = TestPort.open(1, 2)) {
            know(a, a.asPeer(), b.asPeer());
            know(b, a.asPeer(), b.asPeer());
            a.say(b.id(), 7);
            b.say(a.id(), 8);
            assertThat(b.nextTerm()).isEqualTo(7);
            assertThat(a.nextTerm()).isEqualTo(8);
            eventually(() -> a.network().activeFor(b.id()).isPresent());
            assertThat(a.roundTrips.poll(5, TimeUnit.SECONDS)).isPositive();
        }
    }

    @Test
    void manyMessagesArriveInOrder() throws Exception {
        try (var a = TestPort.open(1, 1);
                var b = TestPort.open(1, 2)) {
            know(a, b.asPeer());
            eventually(() -> a.network().activeFor(b.id()).isPresent());
            for (int term = 0; term < 5000; term++) {
                a.say(b.id(), term);
            }
            for (int term = 0; term < 5000; term++) {
                assertThat(b.nextTerm()).isEqualTo(term);
            }
        }
    }

    @Test
    void aMemberThatNobodyKnowsHereIsCalledBack() throws Exception {
        try (var leader = TestPort.open(1, 1);
                var joiner = TestPort.open(1, 2)) {
            know(leader, leader.asPeer(), joiner.asPeer());
            leader.say(joiner.id(), 7);
            assertThat(joiner.nextTerm()).isEqualTo(7);
            eventually(() -> joiner.network().activeFor(leader.id()).isPresent());
            joiner.say(leader.id(), 8);
            assertThat(leader.nextTerm()).isEqualTo(8);
        }
    }

    @Test
    void aMemberOfAnotherClusterIsRefusedAndHarmsNobody() throws Exception {
        try (var a = TestPort.open(1, 1);
                var b = TestPort.open(1, 2);
                var stranger = TestPort.open(9, 3)) {
            know(a, b.asPeer());
            know(stranger, b.asPeer());
            stranger.say(b.id(), 6);
            eventually(() -> problem(stranger).equals("cluster ID mismatch"));
            a.say(b.id(), 7);
            assertThat(b.nextTerm()).isEqualTo(7);
            assertThat(b.heard).isEmpty();
            assertThat(b.network().activeFor(stranger.id())).isEmpty();
        }
    }

    @Test
    void aCallForAnotherMemberIsRefused() throws Exception {
        try (var a = TestPort.open(1, 1);
                var b = TestPort.open(1, 2)) {
            know(a, new Peer(new MemberId(5), b.asPeer().peerUrls(), false));
            eventually(() -> problem(a).equals("it is member 2 there"));
        }
    }

    @Test
    void aRemovedMemberIsTold() throws Exception {
        try (var a = TestPort.open(1, 1);
                var b = TestPort.open(1, 2)) {
            know(a, a.asPeer(), b.asPeer());
            know(b, a.asPeer(), b.asPeer());
            b.say(a.id(), 1);
            assertThat(a.nextTerm()).isEqualTo(1);
            a.network().membershipChanged(membership(Set.of(b.id()), a.asPeer()));
            assertThat(b.notices.poll(5, TimeUnit.SECONDS)).isEqualTo("unreachable 1");
            assertThat(b.notices.poll(5, TimeUnit.SECONDS)).isEqualTo("removed");
            assertThat(a.network().statuses()).isEmpty();
        }
    }

    @Test
    void aLinkComesBackAfterTheOtherSideWasGone() throws Exception {
        try (var a = TestPort.open(1, 1)) {
            int port;
            try (var b = TestPort.open(1, 2)) {
                port = b.port();
                know(a, b.asPeer());
                eventually(() -> a.network().activeFor(b.id()).isPresent());
            }
            eventually(() -> !a.network().statuses().getFirst().active());
            assertThat(a.notices.poll(5, TimeUnit.SECONDS)).isEqualTo("unreachable 2");
            try (var b = TestPort.open(1, 2, port)) {
                eventually(() -> a.network().activeFor(b.id()).isPresent());
                a.say(b.id(), 9);
                eventually(() -> b.heard.stream().anyMatch(message -> message.term() == 9));
            }
        }
    }

    @Test
    void randomBytesEndTheirOwnConnectionOnly() throws Exception {
        try (var a = TestPort.open(1, 1);
                var b = TestPort.open(1, 2);
                var silent = new Socket()) {
            know(a, b.asPeer());
            eventually(() -> a.network().activeFor(b.id()).isPresent());
            silent.connect(b.address());
            var random = new Random(4711);
            for (int i = 0; i < 50; i++) {
                var bytes = new byte[1 + random.nextInt(5000)];
                random.nextBytes(bytes);
                send(b, i % 2 == 0 ? Hello.magic() : new byte[0], bytes);
            }
            a.say(b.id(), 7);
            assertThat(b.nextTerm()).isEqualTo(7);
            assertThat(b.notices).isEmpty();
        }
    }

    private static void send(TestPort to, byte[] head, byte[] bytes) throws IOException {
        try (var socket = new Socket(to.address().getAddress(), to.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head);
            out.write(bytes);
        } catch (java.net.SocketException _) {
            // It was shut in our face, as it should be.
        }
    }

    private static String problem(TestPort port) {
        return port.network().statuses().getFirst().problem();
    }

    private static void know(TestPort port, Peer... peers) {
        port.network().membershipChanged(membership(Set.of(), peers));
    }

    private static Membership membership(Set<MemberId> removed, Peer... peers) {
        var members = new TreeMap<MemberId, Peer>();
        for (var peer : peers) {
            members.put(peer.id(), peer);
        }
        return new Membership(members, removed);
    }
}
