package turtlelab.join.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.join.base.HandClock;
import turtlelab.join.elastic.JoinResult.Kind;

/**
 * Every case of joining in which elastic-etcd went wrong, one test each: what ours does instead.
 */
class JoinerTest {
    private static final int NET = 7;

    private final FakeSource source = new FakeSource();
    private final HandClock clock = new HandClock();
    private final Journal journal = new Journal();
    private FakeCluster cluster = new FakeCluster(NET, 0);
    private int clusterSize = JoinRequest.SIZE_OF_URL;
    private boolean fresh = true;
    private Optional<Long> stored = Optional.empty();

    @AfterEach
    void end() {
        cluster.close();
    }

    private void founded(int size) {
        cluster = new FakeCluster(NET, size);
        source.size = OptionalInt.of(size);
        for (int i = 1; i <= size; i++) {
            source.with(cluster.peer(i));
        }
    }

    private JoinResult join(int number, Strategy strategy) throws InterruptedException {
        return join(number, "n" + number, strategy);
    }

    private JoinResult join(int number, String name, Strategy strategy)
            throws InterruptedException {
        var request =
                new JoinRequest(
                        new JoinRequest.Own(name, List.of(cluster.peer(number)), fresh, stored),
                        new JoinRequest.Manner(strategy, true, false),
                        new JoinRequest.Limits(
                                clusterSize, 2379, Duration.ofSeconds(30), Duration.ofSeconds(2)));
        return new Joiner(source, request, clock, journal).run();
    }

    private static JoinResult.Join joined(JoinResult result) {
        assertThat(result).isInstanceOf(JoinResult.Join.class);
        return (JoinResult.Join) result;
    }

    private static String refused(JoinResult result, Kind kind) {
        assertThat(result).isInstanceOf(JoinResult.Refused.class);
        assertThat(((JoinResult.Refused) result).kind()).isEqualTo(kind);
        return ((JoinResult.Refused) result).reason();
    }

    /** Listed entries, size of the URL, whether one is active; and what that means. */
    @ParameterizedTest
    @CsvSource({
        "3,3,true,EXISTING", "3,3,false,EXISTING", "5,5,true,EXISTING", "4,3,true,EXISTING",
        "2,3,false,FOUNDING", "2,3,true,EXISTING", "1,3,false,FOUNDING", "1,3,true,FOUNDING"
    })
    void whatIsListedTellsWhetherTheClusterExists(int listed, int size, boolean active, Phase is) {
        assertThat(Phase.of(listed, size, active)).isEqualTo(is);
    }

    /** Three listed and a limit of 4, 5, 6 or none; five and 6 to 9 or none: they exist. */
    @ParameterizedTest
    @CsvSource({"3,4", "3,5", "3,6", "3,9", "3,0", "5,6", "5,7", "5,8", "5,9", "5,0"})
    void aLimitForLaterDoesNotUndoTheCluster(int listed, int limit) throws InterruptedException {
        founded(listed);
        clusterSize = limit;
        assertThat(joined(join(listed + 1, Strategy.ADD)).initialCluster())
                .contains("n1=", "n%d=".formatted(listed + 1));
    }

    @Test
    void theFirstNodesFoundTheCluster() throws InterruptedException {
        assertThat(join(1, Strategy.REPLACE))
                .isEqualTo(new JoinResult.Found(List.of(cluster.peer(1))));
    }

    @Test
    void whoComesBackWithDataChangesNothing() throws InterruptedException {
        founded(3);
        fresh = false;
        stored = Optional.of(cluster.named("n2").id());
        assertThat(joined(join(2, Strategy.PRUNE)).id()).isEqualTo(stored.get());
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void whoWasRemovedMeanwhileIsTold() throws InterruptedException {
        founded(3);
        fresh = false;
        stored = Optional.of(77L);
        assertThat(refused(join(2, Strategy.REPLACE), Kind.USAGE))
                .contains("this node was removed from the cluster: 4d is no member any more");
    }

    @Test
    void whoHasDataGoesOnWhileAllOthersAreDown() throws InterruptedException {
        founded(3);
        cluster.close();
        fresh = false;
        assertThat(join(1, Strategy.REPLACE)).isEqualTo(new JoinResult.Resume());
        fresh = true;
        assertThat(refused(join(4, Strategy.REPLACE), Kind.DOWN))
                .startsWith("Cluster is down. A new node cannot join now. Nobody")
                .endsWith("answers behind the list: start the members there");
    }

    @Test
    void whoHasMovedTellsTheClusterAndTheList() throws InterruptedException {
        founded(3);
        cluster.kill(2);
        fresh = false;
        stored = Optional.of(cluster.named("n2").id());
        assertThat(joined(join(9, "n2", Strategy.REPLACE)).initialCluster())
                .contains("n2=" + cluster.peer(9))
                .doesNotContain(cluster.peer(2));
        assertThat(cluster.changes).containsExactly("update n2 [" + cluster.peer(9) + "]");
        assertThat(source.notes).containsExactly("note n2=" + cluster.peer(9));
    }

    @Test
    void aWipedNodeReplacesItsFormerSelfAndNobodyElse() throws InterruptedException {
        founded(5);
        cluster.kill(1);
        cluster.kill(4);
        joined(join(4, Strategy.REPLACE));
        assertThat(cluster.changes)
                .containsExactly("remove n4", "add [" + cluster.peer(4) + "] as learner");
    }

    @Test
    void aWipedNodeReplacesItselfThoughThereIsRoom() throws InterruptedException {
        founded(3);
        clusterSize = 7;
        cluster.kill(3);
        joined(join(3, Strategy.REPLACE));
        assertThat(cluster.changes).startsWith("remove n3");
    }

    @Test
    void addNamesTheFormerSelfAndTheCure() throws InterruptedException {
        founded(3);
        cluster.kill(3);
        assertThat(refused(join(3, Strategy.ADD), Kind.USAGE))
                .contains(
                        "the member n3 is this node's former self: run `etcdctl member remove 3`");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void aFullClusterWithoutADeadMemberStaysAsItIs() throws InterruptedException {
        founded(3);
        assertThat(refused(join(4, Strategy.REPLACE), Kind.FULL))
                .isEqualTo(
                        "full cluster and no dead member: raise --cluster-size, or remove a member"
                                + " first");
        assertThat(refused(join(4, Strategy.ADD), Kind.FULL))
                .startsWith("cluster is already full with 3 members: raise --cluster-size");
    }

    @Test
    void theListOfMembersComesFromTheMembers() throws InterruptedException {
        founded(5);
        clusterSize = 7;
        cluster.kill(5);
        source.listed.removeLast(); // and one is not in the list
        assertThat(joined(join(6, Strategy.ADD)).initialCluster().split(",")).hasSize(6);
    }

    @Test
    void aMemberAddedByHandIsNotDeadAndNotForgotten() throws InterruptedException {
        founded(3);
        cluster.addByHand(cluster.peer(8));
        assertThat(refused(join(4, Strategy.PRUNE), Kind.FULL)).contains("full with 4 members");
        clusterSize = 7;
        assertThat(refused(join(4, Strategy.PRUNE), Kind.GUARD))
                .contains("A member that was added has not started");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void anEntryThatWaitsIsTaken() throws InterruptedException {
        founded(3);
        cluster.addByHand(cluster.peer(4));
        assertThat(joined(join(4, Strategy.PREPARE)).initialCluster())
                .contains("n4=" + cluster.peer(4));
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void aListThatCannotBeCorrectedIsAWarning() throws InterruptedException {
        founded(3);
        cluster.kill(2);
        source.writeFailure = "bad discovery endpoint (status 400)";
        joined(join(4, Strategy.REPLACE));
        assertThat(cluster.changes)
                .containsExactly("remove n2", "add [" + cluster.peer(4) + "] as learner");
        assertThat(journal.lines())
                .anyMatch(it -> it.startsWith("warning") && it.contains("still lists it"));
    }

    @Test
    void pruneRemovesAllDeadOnes() throws InterruptedException {
        founded(7);
        cluster.kill(2);
        cluster.kill(4);
        cluster.kill(6);
        joined(join(8, Strategy.PRUNE));
        assertThat(cluster.changes)
                .containsExactly(
                        "remove n2",
                        "remove n4",
                        "remove n6",
                        "add [" + cluster.peer(8) + "] as learner");
    }

    @Test
    void nothingIsRemovedFromAClusterWithoutAQuorum() throws InterruptedException {
        founded(5);
        cluster.kill(1);
        cluster.kill(2);
        cluster.kill(3);
        assertThat(refused(join(6, Strategy.REPLACE), Kind.GUARD)).contains("the quorum is lost");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void aSizeThatCannotBeReadIsReplacedByTheFlag() throws InterruptedException {
        founded(3);
        source.sizeFailure = "discovery: size key is bad (\"three\")";
        assertThat(refused(join(4, Strategy.ADD), Kind.DOWN))
                .contains("size key is bad", "--cluster-size says it instead");
        clusterSize = 5;
        joined(join(4, Strategy.ADD));
    }

    @Test
    void aMemberOnAnotherClientPortIsNotDead() throws InterruptedException {
        founded(2);
        cluster.start(3, 4001);
        source.with(cluster.peer(3));
        source.size = OptionalInt.of(3);
        assertThat(refused(join(4, Strategy.REPLACE), Kind.FULL)).contains("no dead member");
    }

    @Test
    void aMemberThatOnlyPeersReachIsNotDead() throws InterruptedException {
        founded(3);
        cluster.close(3, 1);
        assertThat(refused(join(4, Strategy.PRUNE), Kind.FULL)).contains("full with 3");
        assertThat(cluster.changes).isEmpty();
    }

    /** The original had no certificates, so whoever wanted one was dead to it. */
    @Test
    void aMemberThatWantsCertificatesIsNotDead() throws InterruptedException {
        founded(3);
        cluster.wantsCertificates(3);
        assertThat(refused(join(4, Strategy.PRUNE), Kind.FULL)).contains("full with 3");
        assertThat(refused(join(4, Strategy.REPLACE), Kind.FULL)).contains("no dead member");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void aClusterThatWantsCertificatesIsNotCalledDown() throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            source.with("https://127.3.7.%d:2380".formatted(i));
        }
        assertThat(refused(join(4, Strategy.ADD), Kind.DOWN))
                .contains("https://127.3.7.1:2380: TLS to members is not built yet");
    }

    /** Certificates among the members alone are no hindrance. */
    @Test
    void aClusterWithCertificatesAmongItsMembersIsFoundAtItsClientPort()
            throws InterruptedException {
        founded(2);
        source.size = OptionalInt.of(3);
        source.listed.clear();
        source.with("https://127.3.7.1:2380").with("https://127.3.7.2:2380");
        assertThat(joined(join(3, Strategy.ADD)).initialCluster()).contains("n1=", "n2=", "n3=");
    }

    @Test
    void aClusterThatElectsIsWaitedForAndNotPruned() throws InterruptedException {
        founded(3);
        cluster.leaderless = true;
        assertThat(refused(join(4, Strategy.PRUNE), Kind.DOWN)).contains("Cluster is down");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void oneThatOnlyWeCannotReachIsNotDead() throws InterruptedException {
        founded(3);
        cluster.kill(3);
        cluster.seenByOthers.add(cluster.named("n3").id());
        assertThat(refused(join(4, Strategy.REPLACE), Kind.FULL)).contains("no dead member");
        assertThat(journal.lines()).anyMatch(it -> it.contains("n1 is connected to it: not dead"));
    }

    @Test
    void deathTakesTime() throws InterruptedException {
        founded(3);
        cluster.kill(3);
        joined(join(4, Strategy.REPLACE));
        assertThat(Duration.ofNanos(clock.nanos()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    /** elastic-etcd's default is such an address, and it went into the list of every member. */
    @Test
    void anAddressThatLeadsOthersToThemselvesIsRefused() throws InterruptedException {
        founded(3);
        clusterSize = 7;
        cluster.addByHand("http://10.9.9.9:2380");
        assertThat(refused(join(4, Strategy.REPLACE), Kind.USAGE))
                .contains(cluster.peer(4) + " would be told to members elsewhere")
                .contains("give --initial-advertise-peer-urls an address of the network");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void aNameOrAddressThatLivesIsTaken() throws InterruptedException {
        founded(3);
        clusterSize = 5;
        assertThat(refused(join(4, "n2", Strategy.REPLACE), Kind.USAGE))
                .contains("the member n2 lives at " + cluster.peer(2), "choose another name");
        assertThat(refused(join(2, "n9", Strategy.REPLACE), Kind.USAGE))
                .contains("choose another address");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void anotherJoinerIsWaitedForAndAnAbandonedLockTakenOver() throws InterruptedException {
        founded(3);
        clusterSize = 5;
        cluster.lockByHand("n8 x");
        cluster.lockIsAlive = true;
        assertThat(refused(join(4, Strategy.ADD), Kind.RACE)).contains("try again");
        assertThat(cluster.changes).isEmpty();
        assertThat(journal.lines()).anyMatch(it -> it.contains("another joiner, n8, is at work"));
        cluster.lockIsAlive = false;
        joined(join(4, Strategy.ADD));
        assertThat(journal.lines()).anyMatch(it -> it.contains("join of n8 was abandoned"));
    }

    @Test
    void nobodyJoinsTwoClustersAtOnce() throws InterruptedException {
        founded(3);
        try (var other = new FakeCluster(NET + 1, 0)) {
            other.cluster = 0xdef;
            other.start(1, 2379);
            source.with(other.peer(1));
            assertThat(refused(join(4, Strategy.ADD), Kind.USAGE))
                    .contains("2 clusters (abc, def)");
        }
    }
}
