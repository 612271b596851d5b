package turtlelab.node.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.Closer;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.kv.Operation;

/**
 * Unmodified clients of etcd watch three nodes, of which one after the other leaves and returns.
 */
final class WatchUnderFireTest {
    private static final int WATCHES = 1000;
    private static final int KEYS = 20;
    private static final int CLIENTS = 6;
    private static final int ROUNDS = 2;
    private static final int PUTS_PER_ROUND = 60;

    @TempDir Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void aThousandWatchesAreToldEverythingOnceAndInOrder() throws Exception {
        var nodes = nodes();
        var clients = clients(nodes);
        var heard = new ArrayList<Heard>();
        for (int i = 0; i < WATCHES; i++) {
            var key = "k" + i % KEYS;
            var listener = new Heard(key);
            heard.add(listener);
            var from = WatchOption.builder().withRevision(2).build();
            var watcher =
                    clients.get(i % CLIENTS)
                            .getWatchClient()
                            .watch(ByteSequence.from(key, UTF_8), from, listener);
            running.add(watcher);
        }
        for (int round = 0; round < ROUNDS; round++) {
            writeWhile(nodes, round);
            awaitAllHeard(nodes, heard);
        }
        for (int key = 0; key < KEYS; key++) {
            var last = key;
            eventually(() -> put(nodes, "k" + last, "end"));
        }
        awaitAllHeard(nodes, heard);
    }

    /**
     * Every watch has been told every event of its key once and in order. Between two rounds, too:
     * a resuming jetcd that is cut off before it has caught up goes on behind what it has missed.
     */
    private static void awaitAllHeard(List<TestNode> nodes, List<Heard> heard) {
        var survivor = nodes.getFirst().node().replica();
        eventually(() -> survivor.state().kv().revision() == newest(nodes));
        var state = survivor.state().kv();
        for (var listener : heard) {
            var wanted =
                    state.history(2, state.revision(), Bytes.utf8(listener.key)::equals).events();
            eventually(() -> listener.revisions.size() >= wanted.size());
            assertThat(List.copyOf(listener.revisions))
                    .as(listener.key)
                    .isEqualTo(wanted.stream().map(event -> event.kv().modRevision()).toList());
        }
    }

    /** Writes, and takes the leader away in the middle of it. */
    private void writeWhile(List<TestNode> nodes, int round) throws Exception {
        var leader = leader(nodes);
        for (int i = 0; i < PUTS_PER_ROUND; i++) {
            if (i == PUTS_PER_ROUND / 2) {
                leader.close();
            }
            var value = round + "-" + i;
            var key = "k" + i % KEYS;
            eventually(() -> put(nodes, key, value));
        }
        leader.start("ignored=http://10.9.9.9:1");
        eventually(leader::healthy);
    }

    private static boolean put(List<TestNode> nodes, String key, String value) {
        for (var node : nodes) {
            var replica = running(node);
            if (replica != null && replica.status().role() == Role.LEADER) {
                var put =
                        new Operation.Put(
                                Bytes.utf8(key), Bytes.utf8(value), 0, false, false, false);
                return replica.execute(new Command.Write(put))
                        .thenApply(Outcome.Applied.class::isInstance)
                        .completeOnTimeout(false, 2, TimeUnit.SECONDS)
                        .join();
            }
        }
        return false;
    }

    private static long newest(List<TestNode> nodes) {
        return nodes.stream()
                .mapToLong(node -> node.node().replica().state().kv().revision())
                .max()
                .orElseThrow();
    }

    private static @Nullable Replica running(TestNode node) {
        return node.isRunning() ? node.node().replica() : null;
    }

    private List<TestNode> nodes() throws Exception {
        var nodes = new ArrayList<TestNode>();
        for (int number = 1; number <= 3; number++) {
            nodes.add(running.add(new TestNode(directory, 42, number)));
        }
        var list = nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
        for (var node : nodes) {
            node.start(list);
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        return nodes;
    }

    private List<Client> clients(List<TestNode> nodes) throws Exception {
        var urls = new ArrayList<URI>();
        nodes.forEach(node -> urls.add(URI.create(node.clientUrl())));
        var clients = new ArrayList<Client>();
        for (int i = 0; i < CLIENTS; i++) {
            var client = Client.builder().endpoints(urls).loadBalancerPolicy("round_robin").build();
            running.add(client);
            clients.add(client);
        }
        return clients;
    }

    private static TestNode leader(List<TestNode> nodes) {
        var found = new ArrayList<TestNode>();
        eventually(
                () -> {
                    nodes.stream()
                            .filter(node -> node.node().replica().status().role() == Role.LEADER)
                            .forEach(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    private static void eventually(BooleanSupplier condition) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** What one watch was told. */
    private static final class Heard implements Watch.Listener {
        private final String key;
        private final Queue<Long> revisions = new ConcurrentLinkedQueue<>();

        Heard(String key) {
            this.key = key;
        }

        @Override
        public void onNext(WatchResponse response) {
            response.getEvents()
                    .forEach(event -> revisions.add(event.getKeyValue().getModRevision()));
        }

        /** The library tells every broken stream, and then goes on by itself. */
        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
