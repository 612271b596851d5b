package turtlelab.labctl.cli.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.server.DnsServer;
import turtlelab.labctl.dns.server.Misbehaviour;
import turtlelab.labctl.dns.server.Zone;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

/** {@code labctl dns} as somebody types it who does not know it yet. */
class DnsCommandTest {
    @TempDir Path folder;
    private DnsServer server;
    private String at = "";

    @BeforeEach
    void open() {
        var time = Time.system();
        var zone = new Zone(NodeRecords.name("lab.test"), 1, time);
        server =
                DnsServer.open(
                        new InetSocketAddress("127.2.79.1", 0), zone, Misbehaviour.NONE, time);
        at = "127.2.79.1:" + server.address().getPort();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Called dns(String... words) {
        var all = new ArrayList<>(List.of("dns"));
        all.addAll(List.of(words));
        try (var driver = new RecordingDriver()) {
            return Called.labctl(folder, driver, all.toArray(String[]::new));
        }
    }

    @Test
    void aNodeIsPublishedWaitedForAndTakenAway() {
        var added = dns("add", "turtle1", "127.2.79.11", "--server", at);
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(dns("add", "turtle1", "127.2.79.11", "--server", at).exitCode()).isZero();
        assertThat(dns("records", "--server", at).out().lines())
                .containsExactly(
                        "turtle1.lab.test. 5 IN A 127.2.79.11",
                        "_etcd-client._tcp.lab.test. 5 IN SRV 0 0 2379 turtle1.lab.test.",
                        "_etcd-server._tcp.lab.test. 5 IN SRV 0 0 2380 turtle1.lab.test.");
        assertThat(dns("records", "--json", "--server", at).out())
                .contains("\"type\":\"SRV\",\"data\":\"0 0 2380 turtle1.lab.test.\"");
        var ready = dns("wait", "--expect=1", "--server", at);
        assertThat(ready.exitCode()).as(ready.err()).isZero();

        var removed = dns("rm", "turtle1", "turtle9", "--server", at);
        assertThat(removed.exitCode()).isZero();
        assertThat(removed.err())
                .contains("turtle1: 3 records removed", "turtle9: 0 records removed");
        var none = dns("records", "--server", at);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).isEqualTo("lab.test has no records\n");
    }

    @Test
    void whatIsMissingAtTheEndOfAWaitIsNamed() {
        dns("add", "turtle1", "127.2.79.11", "--server", at);
        var waited = dns("wait", "--expect=2", "--timeout=1", "--interval=1", "--server", at);
        assertThat(waited.exitCode()).isEqualTo(4);
        assertThat(waited.err()).contains("1 of 2");
    }

    @Test
    void aNodeThatDoesNotAnswerIsAProblemOfTheDomain() {
        dns("add", "turtle1", "127.2.79.11", "--server", at);
        var checked = dns("check", "--server", at);
        assertThat(checked.exitCode()).isEqualTo(7);
        assertThat(checked.out()).contains("problem", "turtle1");
        assertThat(dns("check", "--json", "--server", at).out()).contains("\"problem\":true");
    }

    @Test
    void aSecondNameServerIsSentToAnotherAddress() {
        var second = dns("serve", "--listen", at);
        assertThat(second.exitCode()).isEqualTo(4);
        assertThat(second.err())
                .contains("cannot listen on " + at, "choose another address by --listen");
    }

    @Test
    void aNameServerOutOfReachIsNamed() {
        for (var words : new String[] {"records", "add n1 127.0.0.1", "rm n1"}) {
            var line = new ArrayList<>(List.of(words.split(" ", -1)));
            line.addAll(List.of("--server", "127.2.79.1:1"));
            var called = dns(line.toArray(String[]::new));
            assertThat(called.exitCode()).as(words + ": " + called.err()).isEqualTo(4);
            assertThat(called.err()).contains("127.2.79.1:1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait|--expect",
                "wait --expect 0|--expect 0: use 1 or more",
                "wait --expect 1 --timeout 0|--timeout 0: use 1 or more",
                "wait --expect 1 --interval 0|--interval 0: use 1 or more",
                "add under_score 127.0.0.1|is no host name",
                "add n1 nowhere|nowhere",
                "add n1 127.0.0.1 --ttl 0|--ttl 0: use 1 to 86400 seconds",
                "add n1 127.0.0.1 --client-port 0|port",
                "add n1 127.0.0.1 --key nonsense|--key: use NAME:SECRET",
                "add n1 127.0.0.1 --provider cloudflare|LABCTL_DNS_EMAIL",
                "serve --negative-ttl -1|--negative-ttl -1: use 0 or more",
                "serve --drop-every -1|--drop-every -1: use 0 or more",
                "serve --stale-for x=soon|--stale-for soon: use 500ms, 2s, 1h",
                "serve --listen 127.0.0.1:99999|--listen",
                "sync|no lab is raised: name the cluster by --endpoints",
            })
    void nonsenseIsRefusedAndNothingPrinted(String words, String text) {
        var called = dns(words.split(" ", -1));
        assertThat(called.exitCode()).as(called.err()).isEqualTo(1);
        assertThat(called.err()).contains(text);
        assertThat(called.out()).isEmpty();
    }
}
