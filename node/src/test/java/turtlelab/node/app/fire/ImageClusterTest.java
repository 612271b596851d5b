package turtlelab.node.app.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.app.TestNode;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.Closer;
import turtlelab.node.consensus.Role;
import turtlelab.node.state.Command;
import turtlelab.node.state.kv.Operation;

/**
 * Clients watch at a member that hears nothing of the others for so long that it needs an image.
 */
final class ImageClusterTest {
    private static final int PUTS = 200;
    private static final Map<String, Long> STARTS = Map.of("new", 0L, "old", 2L, "later", 150L);

    @TempDir private Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void watchesOnAFollowerThatIsSentAnImageMissNothingAndHearNothingTwice() throws Exception {
        var gate = running.add(Gate.at("127.8.79.13", "127.8.79.3"));
        var nodes = start(gate);
        var follower = nodes.getLast();
        var heard = watch(follower);
        put(nodes, 10);
        eventually(() -> heard.get("new").size() == 10);

        gate.shut();
        put(nodes, PUTS);
        assertThat(heard.get("new")).hasSize(10);
        gate.open();

        put(nodes, 5);
        var last = 1L + 10 + PUTS + 5;
        eventually(() -> heard.get("new").size() >= last - 1);
        eventually(() -> heard.get("old").size() >= last - 1);
        eventually(() -> heard.get("later").size() >= last - 149);
        assertThat(heard.get("new")).isEqualTo(fromTo(2, last));
        assertThat(heard.get("old")).isEqualTo(fromTo(2, last));
        assertThat(heard.get("later")).isEqualTo(fromTo(150, last));
        assertThat(follower.answer("/metrics"))
                .containsPattern("etcd_snap_db_save_total_duration_seconds_count [1-9]");
    }

    private Map<String, List<Long>> watch(TestNode node) {
        var client = running.add(Client.builder().endpoints(URI.create(node.clientUrl())).build());
        return STARTS.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, start -> watch(client, start.getValue())));
    }

    private List<Long> watch(Client client, long start) {
        var revisions = new CopyOnWriteArrayList<Long>();
        var options = WatchOption.builder().withRevision(start).withCreateNotify(true).build();
        var created = new CopyOnWriteArrayList<Boolean>();
        var listener =
                Watch.listener(
                        answer -> {
                            created.add(answer.isCreatedNotify());
                            answer.getEvents()
                                    .forEach(
                                            it -> revisions.add(it.getKeyValue().getModRevision()));
                        });
        var key = ByteSequence.from("k", UTF_8);
        running.add(client.getWatchClient().watch(key, options, listener));
        eventually(() -> created.contains(true));
        return revisions;
    }

    private static void put(List<TestNode> nodes, int times) {
        var leader =
                nodes.stream()
                        .map(node -> node.node().replica())
                        .filter(replica -> replica.status().role() == Role.LEADER)
                        .findFirst()
                        .orElseThrow();
        for (int i = 0; i < times; i++) {
            var value = Bytes.utf8("x".repeat(100) + i);
            var put = new Operation.Put(Bytes.utf8("k"), value, 0, false, false, false);
            leader.execute(new Command.Write(put)).join();
        }
    }

    /** The third is behind the gate, and does not lead. */
    private List<TestNode> start(Gate gate) throws Exception {
        var nodes = new ArrayList<TestNode>();
        for (int number = 1; number <= 3; number++) {
            nodes.add(running.add(new TestNode(directory, 79, number)));
        }
        nodes.getLast().reachedAt(gate.url());
        var list = nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
        for (var node : nodes) {
            node.start(list, "--snapshot-count=20");
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        var last = nodes.getLast().node().replica();
        if (last.status().role() == Role.LEADER) {
            last.transferLeadership(nodes.getFirst().node().replica().self()).join();
            eventually(() -> last.status().role() != Role.LEADER && last.status().hasLeader());
        }
        return nodes;
    }

    private static List<Long> fromTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
