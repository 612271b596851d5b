package turtlelab.node.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.options.PutOption;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import turtlelab.node.base.Closer;

/** jetcd keeps leases alive on whole nodes, until it is gone. The tests wait most of the time. */
@Execution(ExecutionMode.CONCURRENT)
final class JetcdLeaseTest {
    private static final Duration LONGER_THAN_THE_TTL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TTL_SECONDS = 3;

    @TempDir private Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void aLeaseThatIsKeptAliveOutlivesItsTimeAndItsLeader() throws Exception {
        var nodes = start(76, 3);
        var client = client(nodes);
        var lease = keptAlive(client);
        var key = bytes("here");
        var leased = PutOption.builder().withLeaseId(lease).build();
        wait(client.getKVClient().put(key, bytes("yes"), leased));

        assertThat(happens(LONGER_THAN_THE_TTL, () -> isGone(client, key))).isFalse();
        nodes.stream().filter(JetcdLeaseTest::leads).findFirst().orElseThrow().close();
        assertThat(happens(LONGER_THAN_THE_TTL, () -> isGone(client, key))).isFalse();

        client.close();
        var other = client(nodes);
        assertThat(happens(PATIENCE, () -> isGone(other, key))).isTrue();
    }

    @Test
    void aLockAndAnOfficePassOnWhenTheirHolderIsGone() throws Exception {
        var nodes = start(77, 1);
        var holder = client(nodes);
        var held = keptAlive(holder);
        wait(holder.getLockClient().lock(bytes("lock"), held));
        wait(holder.getElectionClient().campaign(bytes("office"), held, bytes("old")));

        var next = client(nodes);
        var lease = wait(next.getLeaseClient().grant(600)).getID();
        var lock = next.getLockClient().lock(bytes("lock"), lease);
        var office = next.getElectionClient().campaign(bytes("office"), lease, bytes("new"));
        var changed = CompletableFuture.anyOf(lock, office);
        assertThat(happens(LONGER_THAN_THE_TTL, changed::isDone)).isFalse();

        holder.close();
        wait(lock);
        wait(office);
        var leader = wait(next.getElectionClient().leader(bytes("office")));
        assertThat(leader.getKv().getValue()).isEqualTo(bytes("new"));
    }

    private long keptAlive(Client client) throws Exception {
        var lease = wait(client.getLeaseClient().grant(TTL_SECONDS)).getID();
        client.getLeaseClient()
                .keepAlive(
                        lease,
                        new StreamObserver<LeaseKeepAliveResponse>() {
                            @Override
                            public void onNext(LeaseKeepAliveResponse answer) {}

                            @Override
                            public void onError(Throwable error) {}

                            @Override
                            public void onCompleted() {}
                        });
        return lease;
    }

    /** A read that fails while there is no leader says nothing. */
    private static boolean isGone(Client client, ByteSequence key) {
        try {
            return wait(client.getKVClient().get(key)).getCount() == 0;
        } catch (Exception _) {
            return false;
        }
    }

    private Client client(List<TestNode> nodes) {
        var urls = nodes.stream().map(it -> URI.create(it.clientUrl())).toList();
        return running.add(Client.builder().endpoints(urls).build());
    }

    private static boolean leads(TestNode node) {
        var status = node.node().replica().status();
        return status.leader().equals(status.self());
    }

    private List<TestNode> start(int network, int count) throws Exception {
        var nodes =
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> running.add(new TestNode(directory, network, i)))
                        .toList();
        var list = nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
        for (var node : nodes) {
            node.start(list);
        }
        assertThat(happens(PATIENCE, () -> nodes.stream().allMatch(TestNode::healthy))).isTrue();
        return nodes;
    }

    private static boolean happens(Duration within, BooleanSupplier what) {
        for (long end = System.nanoTime() + within.toNanos(); System.nanoTime() < end; ) {
            if (what.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return what.getAsBoolean();
    }

    private static <T> T wait(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }
}
