package turtlelab.node.consensus.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;

/** Three engines with real threads in one JVM. */
final class RaftConsensusTest {
    private static final MemberId FOURTH = new MemberId(4);

    @Test
    void whatIsProposedAnywhereIsAppliedEverywhereInOneOrder() throws Exception {
        try (var cluster = new LocalCluster(3, 10_000)) {
            cluster.awaitLeader();
            for (int i = 0; i < 300; i++) {
                propose(cluster, new MemberId(1 + i % 3), "c" + i);
            }
            awaitCommands(cluster, 300);
            var first = cluster.member(new MemberId(1)).machine().commands();
            assertThat(first).doesNotHaveDuplicates().hasSize(300);
            assertThat(cluster.ids())
                    .allSatisfy(
                            id ->
                                    assertThat(cluster.member(id).machine().commands())
                                            .isEqualTo(first));
        }
    }

    @Test
    void aReadPointComesAfterWhatWasApplied() throws Exception {
        try (var cluster = new LocalCluster(3, 10_000)) {
            var leader = cluster.awaitLeader();
            propose(cluster, leader, "x");
            awaitCommands(cluster, 1);
            for (var id : cluster.ids()) {
                long index = readPoint(cluster.node(id)).get(20, TimeUnit.SECONDS);
                assertThat(index).isGreaterThanOrEqualTo(5);
            }
        }
    }

    @Test
    void aCutOffLeaderIsReplacedAndTakesOverTheOthersLog() throws Exception {
        try (var cluster = new LocalCluster(3, 10_000)) {
            var old = cluster.awaitLeader();
            cluster.cutOff(old);
            var next = cluster.awaitLeader();
            assertThat(next).isNotEqualTo(old);
            propose(cluster, next, "kept");
            cluster.heal();
            awaitCommands(cluster, 1);
            assertThat(cluster.member(old).machine().commands()).containsExactly("kept");
        }
    }

    @Test
    void aRestartedNodeGoesOnWhereItWas() throws Exception {
        try (var cluster = new LocalCluster(3, 10_000)) {
            var leader = cluster.awaitLeader();
            propose(cluster, leader, "before");
            awaitCommands(cluster, 1);
            cluster.stop(leader);
            var next = cluster.awaitLeader();
            propose(cluster, next, "meanwhile");
            cluster.start(leader);
            awaitCommands(cluster, 2);
            assertThat(cluster.member(leader).machine().commands())
                    .containsExactly("before", "meanwhile");
        }
    }

    @Test
    void aFollowerThatIsTooFarBehindGetsASnapshotInPieces() throws Exception {
        try (var cluster = new LocalCluster(3, 20)) {
            var leader = cluster.awaitLeader();
            var slow = cluster.ids().stream().filter(id -> !id.equals(leader)).findAny();
            cluster.stop(slow.orElseThrow());
            for (int i = 0; i < 500; i++) {
                propose(cluster, leader, "c" + i);
            }
            cluster.await(
                    () -> cluster.member(leader).machine().commands().size() == 500, "500 here");
            cluster.start(slow.orElseThrow());
            awaitCommands(cluster, 500);
            var log = cluster.member(slow.orElseThrow()).log();
            cluster.await(() -> log.recovered().start().index() > 400, "log behind the snapshot");
        }
    }

    /** A leader's decision does not outlive its reign, nor does it reach another leader's log. */
    @Test
    void aChangeOfOneTermIsTakenInNoOther() throws Exception {
        try (var cluster = new LocalCluster(1, 10_000)) {
            var first = cluster.awaitLeader();
            propose(cluster, first, "alone"); // no change before the term's first entry
            awaitCommands(cluster, 1);
            var term = cluster.node(first).status().term();
            var refusals = new java.util.concurrent.LinkedBlockingQueue<Refusal>();
            var change = new MembershipChange.AddLearner(FOURTH, List.of("http://n4"));
            cluster.node(first).propose(change, Bytes.EMPTY, term - 1, refusals::add);
            cluster.node(first).propose(change, Bytes.EMPTY, term + 1, refusals::add);
            for (int i = 0; i < 2; i++) {
                assertThat(refusals.poll(10, java.util.concurrent.TimeUnit.SECONDS))
                        .isEqualTo(Refusal.NOT_LEADER);
            }
            assertThat(cluster.node(first).status().membership().contains(FOURTH)).isFalse();
            cluster.node(first).propose(change, Bytes.EMPTY, term, refusals::add);
            cluster.await(
                    () -> cluster.node(first).status().membership().contains(FOURTH), "change");
            assertThat(refusals).isEmpty();
        }
    }

    @Test
    void aMemberThatIsAddedCountsAndCatchesUp() throws Exception {
        try (var cluster = new LocalCluster(1, 10_000)) {
            var first = cluster.awaitLeader();
            propose(cluster, first, "alone");
            awaitCommands(cluster, 1);
            cluster.node(first)
                    .propose(
                            new MembershipChange.AddVoter(FOURTH, List.of("http://n4")),
                            Bytes.EMPTY,
                            0,
                            refusal -> {
                                throw new AssertionError(refusal);
                            });
            cluster.await(
                    () -> cluster.node(first).status().membership().isVoter(FOURTH), "change");
            cluster.join(FOURTH);
            cluster.awaitLeader();
            propose(cluster, cluster.awaitLeader(), "together");
            awaitCommands(cluster, 2);
        }
    }

    @Test
    void leadershipIsHandedOverBeforeClosing() throws Exception {
        try (var cluster = new LocalCluster(3, 10_000)) {
            var leader = cluster.awaitLeader();
            cluster.await(
                    () ->
                            cluster.node(leader).status().progress().values().stream()
                                    .allMatch(peer -> peer.recentlyActive()),
                    "active followers");
            long term = cluster.node(leader).status().term();
            cluster.node(leader).transferAndClose(Duration.ofSeconds(5));
            assertThat(cluster.node(leader).status().role().name()).isNotEqualTo("LEADER");
            assertThat(cluster.node(leader).status().term()).isGreaterThan(term);
        }
    }

    @Test
    void afterABrokenDiskNothingIsAcknowledged() throws Exception {
        try (var cluster = new LocalCluster(1, 10_000)) {
            var leader = cluster.awaitLeader();
            propose(cluster, leader, "before");
            awaitCommands(cluster, 1);
            cluster.member(leader).log().breakDown();
            cluster.node(leader).propose(Bytes.utf8("after"), _ -> {});
            assertThat(cluster.member(leader).fate().awaitFailed()).isTrue();
            assertThat(cluster.member(leader).machine().commands()).containsExactly("before");
            var refusals = new ArrayList<Refusal>();
            cluster.await(
                    () -> {
                        cluster.node(leader).propose(Bytes.utf8("late"), refusals::add);
                        return refusals.contains(Refusal.STOPPED);
                    },
                    "refusal");
        }
    }

    /** Proposes again whenever it is refused: a refused command is in no log. */
    private static void propose(LocalCluster cluster, MemberId at, String command) {
        cluster.node(at).propose(Bytes.utf8(command), _ -> propose(cluster, at, command));
    }

    private static void awaitCommands(LocalCluster cluster, int count) {
        cluster.await(
                () ->
                        cluster.ids().stream()
                                .allMatch(
                                        id ->
                                                cluster.member(id).machine().commands().size()
                                                        >= count),
                count + " commands everywhere");
    }

    private static CompletableFuture<Long> readPoint(Consensus consensus) {
        var point = new CompletableFuture<Long>();
        consensus.readPoint(
                new Consensus.ReadAnswer() {
                    @Override
                    public void confirmed(long index) {
                        point.complete(index);
                    }

                    @Override
                    public void refused(Refusal refusal) {
                        point.completeExceptionally(new IOException(refusal.name()));
                    }
                });
        return point;
    }
}
