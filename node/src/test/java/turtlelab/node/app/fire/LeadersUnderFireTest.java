package turtlelab.node.app.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.app.TestNode;
import turtlelab.node.base.Closer;

/** Three processes, whose leader is killed (SIGKILL) or paused (SIGSTOP), and comes back. */
final class LeadersUnderFireTest {
    private static final int WATCHES = 1000;
    private static final int KEYS = 20;
    private static final int CLIENTS = 6;
    private static final int KILLS = 2;
    private static final int PUTS_PER_ROUND = 40;

    private static final int TTL_SECONDS = 3;
    private static final Duration TTL = Duration.ofSeconds(TTL_SECONDS);

    /** The old leader has less than two seconds left for the lease when it is paused. */
    private static final Duration LATE_FOR_THE_OLD_LEADER = Duration.ofMillis(2_100);

    private static final String LEASED = "{\"key\":\"YQ==\"}";

    @TempDir private static Path directory;

    private static ProcessCluster cluster;
    private final Closer running = new Closer();

    @BeforeAll
    static void start() throws Exception {
        cluster = ProcessCluster.start(directory, 42, 3);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @AfterEach
    void closeClients() throws Exception {
        running.close();
    }

    /**
     * A key's version counts its puts: whoever was told as many revisions, each above the one
     * before, was told every one of them once and in order.
     */
    @Test
    void aThousandWatchesAreToldEverythingOnceAndInOrderWhileLeadersAreKilled() throws Exception {
        var reader = client();
        var heard = watch();
        putToAll("begin");
        awaitAllHeard(reader, heard);
        for (int round = 0; round < KILLS; round++) {
            writeWhileTheLeaderIsKilled(round);
            awaitAllHeard(reader, heard);
        }
        putToAll("end");
        awaitAllHeard(reader, heard);
    }

    @Test
    void aLeaseLivesForItsWholeTimeUnderTheNextLeaderWhateverTheOldOneThinksWhenItWakes()
            throws Exception {
        int old = cluster.leader();
        var other = cluster.nodes().get((old + 1) % 3);
        other.v3("/lease/grant", "{\"TTL\":" + TTL_SECONDS + ",\"ID\":7}");
        assertThat(other.v3("/kv/put", "{\"key\":\"YQ==\",\"lease\":7}")).contains("revision");
        eventually(() -> other.v3("/lease/timetolive", "{\"ID\":7}").contains("\"TTL\":\"1\""));

        long paused = System.nanoTime();
        cluster.process(old).pause();
        assertIsThereUntil(paused + LATE_FOR_THE_OLD_LEADER.toNanos(), other);
        cluster.process(old).goOn();

        // Nobody else leads before the pause: from then on the lease has its whole time at least.
        assertIsThereUntil(paused + TTL.toNanos(), other);
        eventually(() -> !other.v3("/kv/range", LEASED).contains("\"kvs\""));
        assertThat(other.v3("/lease/timetolive", "{\"ID\":7}")).contains("\"TTL\":\"-1\"");
        assertThat(cluster.nodes().get(old).v3("/kv/range", LEASED)).doesNotContain("\"kvs\"");
    }

    /** What is answered before the moment has to show the key; without a leader there is none. */
    private static void assertIsThereUntil(long moment, TestNode node) throws Exception {
        while (System.nanoTime() - moment < 0) {
            var answer = node.v3("/kv/range", LEASED);
            if (System.nanoTime() - moment < 0 && answer.contains("\"header\"")) {
                assertThat(answer).contains("\"kvs\"");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private List<Heard> watch() {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(client());
        }
        var heard = new ArrayList<Heard>();
        for (int i = 0; i < WATCHES; i++) {
            var listener = new Heard("k" + i % KEYS);
            heard.add(listener);
            var from = WatchOption.builder().withRevision(2).build();
            running.add(
                    clients.get(i % CLIENTS)
                            .getWatchClient()
                            .watch(bytes(listener.key), from, listener));
        }
        return heard;
    }

    private static void putToAll(String value) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            put("k" + key, value);
        }
    }

    private static void writeWhileTheLeaderIsKilled(int round) throws Exception {
        int leader = cluster.leader();
        for (int i = 0; i < PUTS_PER_ROUND; i++) {
            if (i == PUTS_PER_ROUND / 2) {
                cluster.kill(leader);
            }
            put("k" + i % KEYS, round + "-" + i);
        }
        cluster.restart(leader);
    }

    /** Until it is acknowledged; who does not know repeats it, so it may be done twice. */
    private static void put(String key, String value) throws Exception {
        var json = "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(base64(key), base64(value));
        eventually(
                () -> {
                    for (var node : cluster.alive()) {
                        if (node.v3("/kv/put", json).contains("\"revision\"")) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    /**
     * Every watch has been told every event of its key once and in order. Before the first kill and
     * between two, too: a jetcd that is cut off after the answer that a watch is created, and
     * before it has caught up, goes on at that answer's revision, behind what it has missed.
     */
    private static void awaitAllHeard(Client reader, List<Heard> heard) throws Exception {
        var pairs = new ArrayList<KeyValue>();
        for (int key = 0; key < KEYS; key++) {
            var answer = reader.getKVClient().get(bytes("k" + key)).get(60, TimeUnit.SECONDS);
            pairs.add(answer.getKvs().getFirst());
        }
        for (int i = 0; i < WATCHES; i++) {
            var listener = heard.get(i);
            var pair = pairs.get(i % KEYS);
            eventually(
                    "that watch %d heard all %d versions of %s"
                            .formatted(i, pair.getVersion(), listener.key),
                    () -> listener.revisions.size() >= pair.getVersion());
            assertThat(List.copyOf(listener.revisions))
                    .as(listener.key)
                    .hasSize((int) pair.getVersion())
                    .startsWith(pair.getCreateRevision())
                    .endsWith(pair.getModRevision())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .isEqualTo(List.copyOf(heard.get(i % KEYS).revisions));
        }
    }

    private Client client() {
        var urls = cluster.nodes().stream().map(node -> URI.create(node.clientUrl())).toList();
        return running.add(
                Client.builder().endpoints(urls).loadBalancerPolicy("round_robin").build());
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
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
