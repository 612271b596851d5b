package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.Closer;
import turtlelab.node.member.Members.Answer;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

/** Whole nodes whose data is damaged, or whose majority is lost. */
final class UpkeepClusterTest {
    private static final String CHECKED = "--experimental-corrupt-check-time=200ms";

    @TempDir Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void aMemberWhoseDataWasDamagedIsFoundAndWritesAreRefused() throws Exception {
        var nodes = start(40, CHECKED);
        assertThat(put(nodes.getFirst(), "k")).isInstanceOf(Result.Kv.class);
        var second = nodes.get(1);
        var id = second.node().replica().self();
        eventually(() -> second.node().replica().state().kv().revision() == 2);
        second.close();
        damage(second);
        assertThatThrownBy(
                        () ->
                                second.start(
                                        list(nodes), "--experimental-initial-corrupt-check=true"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("found data inconsistency with peers");
        second.start(list(nodes), CHECKED);
        var alarm = new RaisedAlarm(id, Alarm.CORRUPT);
        eventually(
                () ->
                        nodes.stream()
                                .allMatch(
                                        node ->
                                                node.node()
                                                        .replica()
                                                        .state()
                                                        .alarms()
                                                        .contains(alarm)));
        assertThat(nodes.getFirst().node().replica().state().alarms()).containsExactly(alarm);
        assertThat(put(nodes.getFirst(), "k")).isEqualTo(new Result.Refused(Rejection.CORRUPT));
    }

    @Test
    void theLastOfThreeGoesOnAloneWithItsDataAndGrowsAgain() throws Exception {
        var nodes = start(41);
        assertThat(put(nodes.getFirst(), "k")).isInstanceOf(Result.Kv.class);
        var last = nodes.getLast();
        eventually(() -> last.node().replica().state().kv().revision() == 2);
        for (var node : nodes) {
            node.close();
        }
        last.start(list(nodes), "--force-new-cluster=true");
        eventually(last::healthy);
        assertThat(last.node().members().list().list()).hasSize(1);
        assertThat(last.node().replica().state().kv().revision()).isEqualTo(2);
        assertThat(put(last, "k2")).isInstanceOf(Result.Kv.class);

        var fourth = running.add(new TestNode(directory, 41, 4));
        var added = last.node().members().add(List.of(fourth.peerUrl()), false).join();
        assertThat(added).isInstanceOf(Answer.Changed.class);
        fourth.start(last.entry() + "," + fourth.entry(), "--initial-cluster-state=existing");
        eventually(fourth::healthy);
        eventually(() -> fourth.node().replica().state().kv().revision() == 3);
    }

    /** Changes a byte of a value behind the back of every checksum. */
    private static void damage(TestNode node) throws IOException {
        try (var storage = Storage.open(node.directory().resolve("member/state.mv"))) {
            var revisions = storage.table("kv.revisions");
            var entries = revisions.from(Bytes.EMPTY);
            assertThat(entries.next()).isTrue();
            var value = entries.value().toByteArray();
            value[value.length - 1] ^= 1;
            revisions.put(entries.key(), Bytes.wrap(value));
            storage.commit(storage.mark());
            storage.sync();
        }
    }

    private static Result put(TestNode node, String key) {
        var put = new Operation.Put(Bytes.utf8(key), Bytes.utf8("value"), 0, false, false, false);
        var outcome = node.node().replica().execute(new Command.Write(put)).join();
        return ((Outcome.Applied) outcome).result();
    }

    private List<TestNode> start(int network, String... more) throws Exception {
        var nodes =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> running.add(new TestNode(directory, network, i)))
                        .toList();
        for (var node : nodes) {
            node.start(list(nodes), more);
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        return nodes;
    }

    private static String list(List<TestNode> nodes) {
        return nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
    }
}
