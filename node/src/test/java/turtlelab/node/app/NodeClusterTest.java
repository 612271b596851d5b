package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Closer;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.member.Members.Answer;

/** Whole nodes over loopback: the pieces fit together. */
final class NodeClusterTest {
    @TempDir Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void aSingleNodeLeadsItselfAndItsFreshV2IndexIsThree() throws Exception {
        var node = start(10, 1).getFirst();
        eventually(() -> node.node().replica().state().clusterVersion().equals("3.4.0"));
        assertThat(node.header("/v2/keys/", "X-Etcd-Index")).contains("3");
        assertThat(node.put("one", "uno")).isTrue();
        assertThat(node.get("one")).contains("\"uno\"");
    }

    @Test
    void aValueWrittenAtAnyOfThreeIsReadAtEvery() throws Exception {
        var nodes = start(11, 3);
        for (var node : nodes) {
            assertThat(node.put(node.name(), "v-" + node.name())).isTrue();
        }
        for (var node : nodes) {
            assertThat(node.get("n1") + node.get("n2") + node.get("n3"))
                    .contains("v-n1", "v-n2", "v-n3");
        }
    }

    @Test
    void twoOfThreeGoOnAndTheThirdCatchesUpWhenItIsBack() throws Exception {
        var nodes = start(12, 3);
        var leader = leader(nodes);
        var others = nodes.stream().filter(node -> node != leader).toList();
        leader.close();
        eventually(() -> others.stream().allMatch(TestNode::healthy));
        assertThat(others.getFirst().put("a", "while-away")).isTrue();
        leader.start("ignored=http://10.9.9.9:1");
        eventually(leader::healthy);
        assertThat(leader.get("a")).contains("while-away");
    }

    @Test
    void whoWasAwayForTooLongGetsASnapshot() throws Exception {
        var nodes = List.of(node(18, 1), node(18, 2), node(18, 3));
        for (var node : nodes) {
            node.start(list(nodes), "--snapshot-count=20");
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        var late = nodes.getLast();
        late.close();
        eventually(nodes.getFirst()::healthy);
        for (int i = 0; i < 200; i++) {
            assertThat(nodes.getFirst().put("k" + i, "v" + i)).isTrue();
        }
        late.start(list(nodes), "--snapshot-count=20");
        eventually(late::healthy);
        assertThat(late.get("k0") + late.get("k199")).contains("\"v0\"", "\"v199\"");
    }

    @Test
    void aMemberIsAddedJoinsAndIsRemovedForEver() throws Exception {
        var nodes = start(13, 1);
        var first = nodes.getFirst();
        var second = running.add(new TestNode(directory, 13, 2));
        var added = first.node().members().add(List.of(second.peerUrl()), false).join();
        assertThat(added).isInstanceOf(Answer.Changed.class);
        assertThat(first.healthy()).isFalse();

        second.start(first.entry() + "," + second.entry(), "--initial-cluster-state=existing");
        eventually(second::healthy);
        assertThat(second.put("b", "at-the-second")).isTrue();
        assertThat(first.get("b")).contains("at-the-second");

        eventually(() -> second.node().members().list().list().getLast().started());
        eventually(() -> removed(first, second));
        assertThat(second.node().end().get(10, TimeUnit.SECONDS)).isEqualTo(Ending.Reason.REMOVED);
        second.close();
        second.start(first.entry());
        assertThat(second.node().end().get(10, TimeUnit.SECONDS)).isEqualTo(Ending.Reason.REMOVED);
        assertThat(first.put("c", "alone")).isTrue();
    }

    @Test
    void aSecondUserOfADataDirIsRefused() throws Exception {
        var node = start(14, 1).getFirst();
        assertThatThrownBy(() -> new TestNode(directory, 14, 1).start(node.entry()))
                .isInstanceOf(DataDir.Unusable.class);
    }

    @Test
    void aWipedMemberMayNotPretendToBeItself() throws Exception {
        var nodes = start(15, 3);
        var wiped = nodes.getLast();
        eventually(
                () ->
                        nodes.getFirst().node().members().list().list().stream()
                                .allMatch(member -> !member.clientUrls().isEmpty()));
        wiped.close();
        wipe(wiped.directory());
        assertThatThrownBy(() -> wiped.start(list(nodes)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("has already been bootstrapped");
    }

    @Test
    void aNodeWithAnotherTokenDoesNotJoinAndHarmsNobody() throws Exception {
        var nodes = List.of(node(16, 1), node(16, 2), node(16, 3));
        nodes.get(0).start(list(nodes));
        nodes.get(1).start(list(nodes));
        nodes.get(2).start(list(nodes), "--initial-cluster-token=other");
        eventually(() -> nodes.get(0).healthy() && nodes.get(1).healthy());
        assertThat(nodes.get(0).put("a", "b")).isTrue();
        assertThat(nodes.get(2).healthy()).isFalse();
        assertThat(nodes.get(2).node().replica().clusterId())
                .isNotEqualTo(nodes.get(0).node().replica().clusterId());
    }

    @Test
    void randomBytesOnEitherPortStopNobody() throws Exception {
        var node = start(17, 1).getFirst();
        var random = new Random(17);
        for (int i = 0; i < 100; i++) {
            var bytes = new byte[1 + random.nextInt(3000)];
            random.nextBytes(bytes);
            try (var socket = new Socket("127.8.17.1", i % 2 == 0 ? 2379 : 2380)) {
                socket.getOutputStream().write(bytes);
            } catch (IOException _) {
                // Refused in mid-sentence, as it should be.
            }
        }
        assertThat(node.put("still", "there")).isTrue();
        assertThat(node.node().end()).isNotDone();
    }

    private static boolean removed(TestNode at, TestNode whom) {
        var members = at.node().members();
        return members.list().list().stream()
                        .filter(member -> member.peerUrls().contains(whom.peerUrl()))
                        .map(member -> members.remove(member.id()).join())
                        .anyMatch(Answer.Changed.class::isInstance)
                || members.list().list().size() == 1;
    }

    private List<TestNode> start(int network, int count) throws Exception {
        var nodes = IntStream.rangeClosed(1, count).mapToObj(i -> node(network, i)).toList();
        for (var node : nodes) {
            node.start(list(nodes));
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        eventually(() -> nodes.stream().allMatch(NodeClusterTest::knowsAllNames));
        return nodes;
    }

    /** A member counts as started, for the guard on changes, once it has published its name. */
    private static boolean knowsAllNames(TestNode node) {
        return node.node().members().list().list().stream().allMatch(member -> member.started());
    }

    private TestNode node(int network, int number) {
        return running.add(new TestNode(directory, network, number));
    }

    private static String list(List<TestNode> nodes) {
        return nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
    }

    private static TestNode leader(List<TestNode> nodes) {
        return nodes.stream()
                .filter(
                        node -> {
                            var status = node.node().replica().status();
                            return status.leader().equals(status.self());
                        })
                .findFirst()
                .orElseThrow();
    }

    private static void wipe(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
