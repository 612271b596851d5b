package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.Status;
import turtlelab.node.peer.PeerStatus;

final class WaitingLogTest {
    @Test
    void whoIsMissingIsNamedWithTheReason() {
        var peers = List.of(peer(2, true, ""), peer(3, false, "connection refused"));
        assertThat(WaitingLog.complaint(status(3), peers))
                .isEqualTo(
                        "no leader yet: 2 of 3 members reachable, 2 needed; missing: 3 at"
                                + " http://h3:2380 (connection refused)");
    }

    @Test
    void whoJoinsWaitsToBeCalled() {
        assertThat(WaitingLog.complaint(status(0), List.of()))
                .isEqualTo("not yet a member: waiting for the leader of the cluster to call");
    }

    private static PeerStatus peer(int id, boolean active, String problem) {
        var address =
                new PeerStatus.Address(new MemberId(id), UrlSet.parse("http://h" + id + ":2380"));
        var activeFor = active ? Optional.of(Duration.ofSeconds(1)) : Optional.<Duration>empty();
        return new PeerStatus(address, activeFor, Optional.empty(), problem);
    }

    private static Status status(int voters) {
        var members = new TreeMap<MemberId, Peer>();
        for (int i = 1; i <= voters; i++) {
            var id = new MemberId(i);
            members.put(id, new Peer(id, List.of("http://h" + i + ":2380"), false));
        }
        return new Status(
                new MemberId(1),
                Role.FOLLOWER,
                MemberId.NONE,
                1,
                0,
                0,
                0,
                new Membership(members, Set.of()),
                Map.of());
    }
}
