package turtlelab.node.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.Command;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.KvHash.Hashed;
import turtlelab.node.state.kv.Operation;

class CorruptionCheckTest {
    private static final MemberId ONE = new MemberId(1);
    private static final MemberId TWO = new MemberId(2);

    private final FakeReplica replica = new FakeReplica();
    private final Map<MemberId, Hashed> told = new HashMap<>();
    private final PeerHashes peers =
            (member, revision) ->
                    CompletableFuture.completedFuture(Optional.ofNullable(told.get(member.id())));
    private Hashed own;

    @BeforeEach
    void threeMembersWithAKey() {
        var _ = replica.change(new MembershipChange.AddVoter(ONE, List.of("http://h:1")));
        var _ = replica.change(new MembershipChange.AddVoter(TWO, List.of("http://h:2")));
        var key = Bytes.utf8("k");
        var _ =
                replica.execute(
                        new Command.Write(new Operation.Put(key, key, 0, false, false, false)));
        own = (KvHash.Hashed) replica.state().kv().hash(0);
    }

    @Test
    void equalDataIsFine() {
        tell(own, own);
        assertThat(CorruptionCheck.corrupt(replica, peers)).isEmpty();
        assertThat(CorruptionCheck.differing(replica, peers)).isEmpty();
    }

    @Test
    void whoStandsAloneIsCorrupt() {
        tell(own, other(own));
        assertThat(CorruptionCheck.corrupt(replica, peers)).containsExactly(TWO);
        assertThat(CorruptionCheck.differing(replica, peers)).containsExactly(TWO);
    }

    @Test
    void aLeaderMayStandAloneToo() {
        tell(other(own), other(own));
        assertThat(CorruptionCheck.corrupt(replica, peers)).containsExactly(FakeReplica.SELF);
    }

    @Test
    void withoutAMajorityNobodyCanSayWho() {
        tell(other(own), null);
        assertThat(CorruptionCheck.corrupt(replica, peers)).containsExactly(MemberId.NONE);
    }

    @Test
    void othersRevisionsTellNothing() {
        tell(
                new Hashed(own.sum() + 1, own.revision() + 1, own.compacted()),
                new Hashed(own.sum() + 1, own.revision(), own.compacted() + 1));
        assertThat(CorruptionCheck.corrupt(replica, peers)).isEmpty();
        assertThat(CorruptionCheck.differing(replica, peers)).isEmpty();
    }

    @Test
    void silenceIsNoCorruption() {
        tell(null, null);
        assertThat(CorruptionCheck.corrupt(replica, peers)).isEmpty();
    }

    private void tell(Hashed one, Hashed two) {
        told.put(ONE, one);
        told.put(TWO, two);
    }

    private static Hashed other(Hashed hash) {
        return new Hashed(hash.sum() + 1, hash.revision(), hash.compacted());
    }
}
