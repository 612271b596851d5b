package turtlelab.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.election.LeaderResponse;
import io.etcd.jetcd.options.GetOption;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An unmodified client of etcd's Java library that waits for locks and elections. */
class JetcdLockTest {
    private TestPort port;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
        client = Client.builder().endpoints(URI.create(port.url())).build();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        port.close();
    }

    @Test
    void aLockHasOneHolderAndTheNextInLineGetsIt() throws Exception {
        var locks = client.getLockClient();
        var first = wait(locks.lock(bytes("l"), lease())).getKey();
        var second = locks.lock(bytes("l"), lease());
        eventuallyQueued(2);
        var third = locks.lock(bytes("l"), lease());
        eventuallyQueued(3);
        assertThat(second).isNotDone();
        wait(locks.unlock(first));
        var key = wait(second).getKey();
        assertThat(third).isNotDone();
        wait(locks.unlock(key));
        wait(third);
    }

    @Test
    void aLockPassesOnWhenTheLeaseOfItsHolderEnds() throws Exception {
        var lease = lease();
        wait(client.getLockClient().lock(bytes("l"), lease));
        var next = client.getLockClient().lock(bytes("l"), lease());
        eventuallyQueued(2);
        wait(client.getLeaseClient().revoke(lease));
        wait(next);
    }

    @Test
    void whoLosesHisLeaseWhileHeWaitsIsTold() throws Exception {
        wait(client.getLockClient().lock(bytes("l"), lease()));
        var lease = lease();
        var waiting = client.getLockClient().lock(bytes("l"), lease);
        eventuallyQueued(2);
        wait(client.getLeaseClient().revoke(lease));
        assertThatThrownBy(() -> wait(waiting))
                .hasRootCauseMessage("UNKNOWN: mutex: session is expired");
    }

    @Test
    void whoGoesAwayWhileHeWaitsGivesUpHisPlace() throws Exception {
        wait(client.getLockClient().lock(bytes("l"), lease()));
        var lease = lease();
        try (var other = Client.builder().endpoints(URI.create(port.url())).build()) {
            var waiting = other.getLockClient().lock(bytes("l"), lease);
            eventuallyQueued(2);
            assertThat(waiting).isNotDone();
        }
        eventuallyQueued(1);
    }

    @Test
    void anElectionIsWonInTurnAndObserved() throws Exception {
        var elections = client.getElectionClient();
        var seen = new LinkedBlockingQueue<String>();
        elections.observe(bytes("l"), listener(seen));
        var first = wait(elections.campaign(bytes("l"), lease(), bytes("one"))).getLeader();
        var second = elections.campaign(bytes("l"), lease(), bytes("two"));
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
        wait(elections.proclaim(first, bytes("uno")));
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("uno");
        eventuallyQueued(2);
        assertThat(second).isNotDone();
        wait(elections.resign(first));
        wait(second);
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
        assertThat(wait(elections.leader(bytes("l"))).getKv().getValue()).isEqualTo(bytes("two"));
    }

    private static Election.Listener listener(BlockingQueue<String> seen) {
        return new Election.Listener() {
            @Override
            public void onNext(LeaderResponse response) {
                seen.add(response.getKv().getValue().toString(UTF_8));
            }

            @Override
            public void onError(Throwable error) {
                seen.add(String.valueOf(error));
            }

            @Override
            public void onCompleted() {
                seen.add("the end");
            }
        };
    }

    private long lease() throws Exception {
        return wait(client.getLeaseClient().grant(600)).getID();
    }

    private void eventuallyQueued(long count) throws Exception {
        var prefix = GetOption.builder().isPrefix(true).withCountOnly(true).build();
        for (int i = 0; i < 500; i++) {
            if (wait(client.getKVClient().get(bytes("l/"), prefix)).getCount() == count) {
                return;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new TimeoutException("never were there " + count + " in the queue");
    }

    private static <T> T wait(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }
}
