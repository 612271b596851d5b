package turtlelab.labctl.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.base.Http;
import turtlelab.join.base.Http.Reply;
import turtlelab.join.base.Http.Request;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.EtcdProcess;
import turtlelab.labctl.stage.HandTime;

class DiscoveryServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final HandTime time = new HandTime();
    private DiscoveryServer server;

    @BeforeEach
    void open() {
        server = open(time, Duration.ZERO, new DiscoveryServer.Faults(Duration.ZERO, 0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static DiscoveryServer open(Time time, Duration stale, DiscoveryServer.Faults faults) {
        var tokens = new Tokens(new Tokens.Settings(Duration.ofHours(1), stale), time);
        var address = new InetSocketAddress("127.2.30.1", 0);
        return DiscoveryServer.open(address, "", tokens, faults, time);
    }

    private static Reply get(String url) throws IOException {
        return Http.send(Request.get(url), LIMIT);
    }

    private static Reply put(String url, String value) throws IOException {
        return Http.send(Request.putForm(url, "value=" + value), LIMIT);
    }

    private String token() throws IOException {
        return get(server.url() + "/new?size=2").body();
    }

    @Test
    void aTokenHidesItsConfiguration() throws IOException {
        var token = token();
        assertThat(token).matches("http://127\\.2\\.30\\.1:\\d+/[a-f0-9]{32}");
        assertThat(get(token + "/_config/size").body()).contains("\"value\":\"2\"");
        assertThat(get(token).body()).contains("\"nodes\":[]").doesNotContain("_config");
        assertThat(get(server.url() + "/new").status()).isEqualTo(200);
    }

    @Test
    void entriesAreCreatedOnceWhereTheClientSaysSo() throws IOException {
        var token = token();
        assertThat(put(token + "/1a?prevExist=false", "n1").status()).isEqualTo(201);
        var second = put(token + "/1a?prevExist=false", "n2");
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.body()).contains("\"errorCode\":105");
        assertThat(put(token + "/1a", "n3").status()).isEqualTo(200);
        assertThat(get(token).body()).contains("\"value\":\"n3\"");
        assertThat(Http.send(Request.delete(token + "/1a"), LIMIT).status()).isEqualTo(200);
        var gone = Http.send(Request.delete(token + "/1a"), LIMIT);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).contains("\"errorCode\":100");
    }

    @Test
    void whoWaitsIsWokenByTheNextEntry() throws Exception {
        var token = token();
        put(token + "/1a", "n1");
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return get(token + "/?wait=true&recursive=true&waitIndex=3");
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        put(token + "/2b", "n2");
        var event = waiting.get(10, TimeUnit.SECONDS);
        assertThat(event.body()).contains("/2b\"").contains("\"value\":\"n2\"");
    }

    @Test
    void nonsenseIsRefused() throws IOException {
        assertThat(get(server.url() + "/new?size=abc").body())
                .isEqualTo("strconv.Atoi: parsing \"abc\": invalid syntax\n");
        assertThat(get(server.url() + "/new?size=0").status()).isEqualTo(400);
        assertThat(get(server.url() + "/short").status()).isEqualTo(404);
        assertThat(get(server.url() + "/" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(put(token() + "/_config/size", "9").status()).isEqualTo(405);
        assertThat(put(token() + "/" + "x".repeat(80), "9").status()).isEqualTo(404);
        assertThat(put(token() + "/1a", "x".repeat(70_000)).status()).isEqualTo(413);
        assertThat(get(token() + "/?wait=true&waitIndex=x").status()).isEqualTo(400);
        assertThat(get(server.url() + "/health").body()).isEqualTo("OK");
    }

    @Test
    void oldTokensAreForgotten() throws IOException {
        var token = token();
        time.pause(Duration.ofMinutes(61));
        assertThat(get(token).status()).isEqualTo(404);
    }

    @Test
    void itFailsAndIsStaleOnDemand() throws IOException {
        server.close();
        server = open(time, Duration.ofSeconds(5), new DiscoveryServer.Faults(Duration.ZERO, 3));
        var token = token();
        put(token + "/1a", "n1");
        assertThat(get(token).status()).isEqualTo(500);
        assertThat(get(token).body()).doesNotContain("n1");
        time.pause(Duration.ofSeconds(6));
        assertThat(get(token).body()).contains("n1");
    }

    @Test
    void realEtcdsMeetHereAndAFourthIsTurnedAway() throws Exception {
        assumeTrue(EtcdProcess.isInstalled(), "skipped: no /usr/bin/etcd (apt: etcd-server)");
        server.close();
        server = open(Time.system(), Duration.ZERO, DiscoveryServer.Faults.NONE);
        var discovery = "--discovery=" + get(server.url() + "/new?size=3").body();
        var etcds = new ArrayList<EtcdProcess>();
        try {
            for (int i = 1; i <= 3; i++) {
                etcds.add(EtcdProcess.start(folder, "e" + i, "127.2.30.1" + i, discovery));
            }
            for (var etcd : etcds) {
                assertThat(etcd.isHealthyWithin(60)).as(etcd.output()).isTrue();
            }
            var late =
                    EtcdProcess.start(
                            folder, "e4", "127.2.30.14", discovery, "--discovery-fallback=exit");
            etcds.add(late);
            assertThat(late.exitWithin(30)).isNotZero();
            assertThat(late.output()).contains("cluster is full");
        } finally {
            etcds.forEach(EtcdProcess::close);
        }
    }
}
