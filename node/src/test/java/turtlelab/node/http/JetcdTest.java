package turtlelab.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An unmodified client of etcd's Java library. */
class JetcdTest {
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
    void whatWasPutIsRead() throws Exception {
        var first = wait(client.getKVClient().put(bytes("colour"), bytes("red")));
        var second =
                wait(
                        client.getKVClient()
                                .put(
                                        bytes("colour"),
                                        bytes("blue"),
                                        PutOption.builder().withPrevKV().build()));
        assertThat(first.getHeader().getRevision()).isEqualTo(2);
        assertThat(second.getPrevKv().getValue()).isEqualTo(bytes("red"));
        var read = get("colour");
        assertThat(read.getKvs().getFirst().getValue()).isEqualTo(bytes("blue"));
        assertThat(read.getKvs().getFirst().getVersion()).isEqualTo(2);
        assertThat(read.getHeader().getRaftTerm()).isEqualTo(2);
    }

    @Test
    void aPrefixIsReadInOrderAndPages() throws Exception {
        for (int i = 0; i < 10; i++) {
            wait(client.getKVClient().put(bytes("k" + i), bytes("v" + i)));
        }
        var options = GetOption.builder().isPrefix(true).withLimit(3).build();
        var read = wait(client.getKVClient().get(bytes("k"), options));
        assertThat(read.getKvs())
                .extracting(kv -> kv.getKey().toString(UTF_8))
                .containsExactly("k0", "k1", "k2");
        assertThat(read.getCount()).isEqualTo(10);
        assertThat(read.isMore()).isTrue();
    }

    @Test
    void aTransactionTakesOneBranch() throws Exception {
        wait(client.getKVClient().put(bytes("colour"), bytes("red")));
        var done =
                wait(
                        client.getKVClient()
                                .txn()
                                .If(
                                        new Cmp(
                                                bytes("colour"),
                                                Cmp.Op.EQUAL,
                                                CmpTarget.value(bytes("green"))))
                                .Then(Op.put(bytes("colour"), bytes("x"), PutOption.DEFAULT))
                                .Else(Op.get(bytes("colour"), GetOption.DEFAULT))
                                .commit());
        assertThat(done.isSucceeded()).isFalse();
        assertThat(done.getGetResponses().getFirst().getKvs().getFirst().getValue())
                .isEqualTo(bytes("red"));
    }

    @Test
    void deletedKeysAreCountedAndGone() throws Exception {
        wait(client.getKVClient().put(bytes("a1"), bytes("1")));
        wait(client.getKVClient().put(bytes("a2"), bytes("2")));
        var options = DeleteOption.builder().isPrefix(true).withPrevKV(true).build();
        var done = wait(client.getKVClient().delete(bytes("a"), options));
        assertThat(done.getDeleted()).isEqualTo(2);
        assertThat(done.getPrevKvs()).hasSize(2);
        assertThat(get("a1").getCount()).isZero();
    }

    @Test
    void aCompactedRevisionIsRefused() throws Exception {
        for (int i = 0; i < 3; i++) {
            wait(client.getKVClient().put(bytes("a"), bytes("" + i)));
        }
        wait(client.getKVClient().compact(3));
        var old = GetOption.builder().withRevision(2).build();
        assertThatThrownBy(() -> wait(client.getKVClient().get(bytes("a"), old)))
                .hasMessageContaining("required revision has been compacted");
    }

    @Test
    void membersAreListedAddedAndRemoved() throws Exception {
        var cluster = client.getClusterClient();
        var added = wait(cluster.addMember(java.util.List.of(URI.create("http://127.0.0.9:2380"))));
        assertThat(wait(cluster.listMember()).getMembers())
                .extracting(Member::getName)
                .containsExactlyInAnyOrder("", "default");
        wait(cluster.removeMember(added.getMember().getId()));
        assertThat(wait(cluster.listMember()).getMembers()).hasSize(1);
    }

    @Test
    void theStatusNamesLeaderAndVersion() throws Exception {
        var status = wait(client.getMaintenanceClient().statusMember(port.url()));
        assertThat(status.getVersion()).isEqualTo("3.4.23");
        assertThat(status.getLeader()).isEqualTo(0x8e9e05c52164694dL);
    }

    @Test
    void aLeaseIsKeptAliveAndTakesItsKeysWhenItIsRevoked() throws Exception {
        var leases = client.getLeaseClient();
        var id = wait(leases.grant(60)).getID();
        var put = PutOption.builder().withLeaseId(id).build();
        wait(client.getKVClient().put(bytes("held"), bytes("x"), put));
        assertThat(wait(leases.keepAliveOnce(id)).getTTL()).isEqualTo(60);
        var left = wait(leases.timeToLive(id, LeaseOption.builder().withAttachedKeys().build()));
        assertThat(left.getTTL()).isBetween(50L, 60L);
        assertThat(left.getKeys()).containsExactly(bytes("held"));
        wait(leases.revoke(id));
        assertThat(get("held").getKvs()).isEmpty();
        assertThatThrownBy(() -> wait(leases.keepAliveOnce(id)))
                .hasRootCauseMessage("etcdserver: requested lease not found");
    }

    private GetResponse get(String key) throws Exception {
        return wait(client.getKVClient().get(bytes(key)));
    }

    private static <T> T wait(CompletableFuture<T> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }
}
