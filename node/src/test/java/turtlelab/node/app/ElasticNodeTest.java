package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.base.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.cluster.Cluster;
import turtlelab.node.state.MemberTable.MemberInfo;

/** Nodes that join in one go: entry, start, catching up, vote. */
class ElasticNodeTest {
    @TempDir Path folder;
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (var node : nodes) {
            node.close();
        }
    }

    private TestNode node(int number) {
        var node = new TestNode(folder, 61, number);
        nodes.add(node);
        return node;
    }

    private void found() throws Exception {
        var list = new TestNode(folder, 61, 1).entry();
        node(1).start(list);
        eventually(nodes.getFirst()::healthy);
        nodes.getFirst().put("colour", "red");
    }

    private List<MemberInfo> voters() {
        return nodes.getFirst().node().members().list().list().stream()
                .filter(member -> member.started() && !member.learner())
                .toList();
    }

    @Test
    void aNewcomerJoinsAsALearnerAndGetsItsVote() throws Exception {
        found();
        var seeds = "--seeds=http://127.8.61.1:2379";
        var begin = System.nanoTime();
        node(2).start("", seeds, "--join-strategy=add");
        eventually(() -> voters().size() == 2);
        System.out.printf("joined in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        assertThat(nodes.getLast().get("colour")).contains("red");
        eventually(() -> seesTheOther()); // which is how others learn that somebody lives

        nodes.getLast().close();
        nodes.getLast().start("", seeds, "--join-strategy=add"); // comes back with its data
        eventually(nodes.getLast()::healthy);

        assertThatThrownBy(
                        () -> node(3).start("", seeds, "--join-strategy=add", "--cluster-size=2"))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(
                        "cluster join failed: cluster is already full with 2 members: raise");
        assertThatThrownBy(() -> node(4).start("", seeds, "--join-strategy=prepare"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("no entry waits for http://127.8.61.4:2380");
        assertThat(voters()).hasSize(2);
    }

    /** What the first node's metrics say of its connection. */
    private boolean seesTheOther() {
        var cluster = new Cluster(List.of("http://127.8.61.1:2379"), Duration.ofSeconds(2));
        var other = nodes.getLast().node().replica().self().value();
        return cluster.peersSeen().getOrDefault(other, false);
    }

    /** Whatever the flags say: it knows who it is, and nobody has to answer. */
    @Test
    void whoHasDataAsksNeitherDnsNorAService() throws Exception {
        found();
        for (var flag :
                List.of(
                        "--discovery-srv=nowhere.invalid",
                        "--discovery=http://127.8.61.9:1/v2/keys/disc/none")) {
            nodes.getFirst().close();
            nodes.getFirst().start("", flag);
            eventually(nodes.getFirst()::healthy);
            assertThat(nodes.getFirst().get("colour")).contains("red");
        }
    }

    @Test
    void withoutARunningClusterSeedsLeadNowhere() {
        assertThatThrownBy(
                        () ->
                                node(1).start(
                                                "",
                                                "--seeds=http://127.8.61.9:2379",
                                                "--join-strategy=replace"))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(
                        "cluster join failed: Cluster is down. A new node cannot join now.")
                .hasMessageContaining("seeds http://127.8.61.9:2379");
    }

    @Test
    void aStrategyNeedsAPlaceToAsk() {
        assertThatThrownBy(() -> node(1).config("", "--join-strategy=add"))
                .hasMessageContaining("--join-strategy needs --discovery");
        assertThatThrownBy(
                        () -> node(1).config("", "--join-strategy=x", "--seeds=http://127.0.0.1:1"))
                .hasMessage("invalid join strategy \"x\": use prepare, add, replace or prune");
    }
}
