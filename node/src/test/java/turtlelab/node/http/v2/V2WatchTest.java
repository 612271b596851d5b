package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.replica.FakeReplica;

class V2WatchTest {
    private static final int SHORT_MILLIS = 300;
    private static final int CROWD = 5_000;

    private V2Port<FakeReplica> port;

    @BeforeEach
    void open() throws Exception {
        port = new V2Port<>(new FakeReplica());
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @Test
    void theHeadersComeAtOnceAndTheEventWhenItHappens() throws Exception {
        try (var client = wait("/a", "")) {
            assertThat(client.head())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("Content-Type: application/json\n")
                    .contains("X-Etcd-Index: 3\n", "X-Raft-Term: 2\n", "X-Etcd-Cluster-Id: ")
                    .contains("Transfer-Encoding: chunked\n");
            put("/b", "0");
            put("/a", "1");
            assertThat(client.chunk())
                    .isEqualTo(
                            "{\"action\":\"set\",\"node\":{\"key\":\"/a\",\"value\":\"1\","
                                    + "\"modifiedIndex\":5,\"createdIndex\":5}}\n");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void theConnectionServesTheNextRequestAfterAWait() throws Exception {
        try (var client = wait("/a", "")) {
            client.head();
            client.askAlso("/v2/keys/a");
            put("/a", "1");
            client.chunk();
            client.chunk();
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\n").contains("X-Etcd-Index: 4");
        }
    }

    @Test
    void whatWasSentAheadWhileWaitingIsReadAfterwards() throws Exception {
        try (var client = wait("/a", "")) {
            client.head();
            client.askAlso("/v2/keys/");
            assertThat(client.hearsNothing(1_500)).isTrue(); // The socket was looked at meanwhile.
            put("/a", "1");
            client.chunk();
            client.chunk();
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\n");
        }
    }

    @Test
    void anEventOfThePastIsToldAtOnce() throws Exception {
        put("/a", "1");
        put("/a", "2");
        try (var client = wait("/a", "&waitIndex=4")) {
            client.head();
            assertThat(client.chunk()).contains("\"value\":\"1\"");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void anIndexOfTheFutureIsWaitedFor() throws Exception {
        try (var client = wait("/a", "&waitIndex=6")) {
            client.head();
            put("/a", "at 4");
            put("/a", "at 5");
            put("/a", "at 6");
            assertThat(client.chunk()).contains("at 6");
        }
    }

    @Test
    void anIndexBeforeTheHistoryIsRefused() throws Exception {
        for (int i = 0; i < 1101; i++) {
            put("/a", "1");
        }
        try (var client = wait("/a", "&waitIndex=104")) {
            assertThat(client.head())
                    .startsWith("HTTP/1.1 400 Bad Request\n")
                    .contains("X-Etcd-Index: 1104\n")
                    .doesNotContain("X-Raft");
        }
        var reply = send("GET", "/v2/keys/a?wait=true&waitIndex=104", "");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"errorCode\":401,\"message\":\"The event in requested index is outdated"
                                + " and cleared\",\"cause\":\"the requested history has been"
                                + " cleared [105/104]\",\"index\":1104}\n");
        try (var client = wait("/a", "&waitIndex=105")) {
            client.head();
            assertThat(client.chunk()).contains("\"modifiedIndex\":105,");
        }
    }

    @Test
    void aStreamTellsAllEventsInOrderFromThePastOn() throws Exception {
        put("/d/a", "1");
        put("/d/b", "2");
        try (var client = wait("/d", "&recursive=true&stream=true&waitIndex=4")) {
            client.head();
            assertThat(client.chunk()).contains("\"value\":\"1\"");
            assertThat(client.chunk()).contains("\"value\":\"2\"");
            for (int i = 0; i < 500; i++) {
                put("/d/k" + i, "v" + i);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(client.chunk()).contains("\"value\":\"v" + i + "\"");
            }
            send("DELETE", "/v2/keys/d?recursive=true", "");
            assertThat(client.chunk()).contains("\"action\":\"delete\"", "\"key\":\"/d\"");
            assertThat(client.hearsNothing(SHORT_MILLIS)).isTrue();
        }
    }

    @Test
    void theEndOfADirectoryIsToldToWhoWaitsBelowIt() throws Exception {
        put("/d/sub/a", "1");
        try (var below = wait("/d/sub/a", "");
                var beside = wait("/dx", "")) {
            below.head();
            beside.head();
            send("DELETE", "/v2/keys/d?recursive=true", "");
            assertThat(below.chunk()).contains("\"node\":{\"key\":\"/d\",\"dir\":true,");
            assertThat(beside.hearsNothing(SHORT_MILLIS)).isTrue();
        }
    }

    @Test
    void hiddenKeysAndRefreshesWakeNobodyAbove() throws Exception {
        put("/d/a", "1");
        try (var client = wait("/d", "&recursive=true")) {
            client.head();
            put("/d/_hidden", "1");
            send("PUT", "/v2/keys/d/a?refresh=true&ttl=100&prevExist=true", "");
            assertThat(client.hearsNothing(SHORT_MILLIS)).isTrue();
        }
    }

    @Test
    void aQuorumReadNeverWaits() throws Exception {
        put("/a", "1");
        assertThat(send("GET", "/v2/keys/a?wait=true&quorum=true", "").body())
                .startsWith("{\"action\":\"get\"");
    }

    @Test
    void whoHangsUpIsForgotten() throws Exception {
        try (var client = wait("/a", "")) {
            client.head();
            await(() -> watchers() == 1);
        }
        await(() -> watchers() == 0);
    }

    @Test
    void aStreamThatFallsBehindTheHistoryIsCutOff() throws Exception {
        try (var client = wait("/a", "&stream=true")) {
            client.head();
            var value = "v".repeat(40_000);
            await(() -> watchers() == 1);
            for (int i = 0; i < 2_000; i++) {
                put("/a", value);
            }
            var received = client.rest();
            assertThat(received).contains("\"modifiedIndex\":4,").doesNotContain(":2003,");
            await(() -> watchers() == 0);
        }
    }

    @Test
    void thousandsWaitWithoutAThreadEachAndEachIsToldItsOwn() throws Exception {
        int threads = Thread.activeCount();
        var crowd = new ArrayList<WaitingClient>();
        try {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(wait("/crowd/" + i, ""));
            }
            await(() -> watchers() == CROWD);
            assertThat(Thread.activeCount() - threads).isLessThan(50);
            put("/crowd/4321", "you");
            var told = crowd.get(4321);
            told.head();
            assertThat(told.chunk()).contains("\"value\":\"you\"");
            await(() -> watchers() == CROWD - 1);
        } finally {
            for (var client : crowd) {
                client.close();
            }
        }
        await(() -> watchers() == 0);
    }

    private int watchers() {
        try {
            var stats = send("GET", "/v2/stats/store", "").body();
            return Integer.parseInt(stats.replaceAll(".*\"watchers\":(\\d+).*", "$1").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier truth) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!truth.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private WaitingClient wait(String key, String more) throws IOException {
        return WaitingClient.ask(port.http(), "/v2/keys" + key + "?wait=true" + more);
    }

    private void put(String key, String value) throws IOException {
        assertThat(send("PUT", "/v2/keys" + key, "value=" + value).status()).isLessThan(300);
    }

    private RawHttp.Reply send(String method, String target, String body) throws IOException {
        return port.http().send(new RawHttp.Request(method, target, List.of(), body));
    }
}
