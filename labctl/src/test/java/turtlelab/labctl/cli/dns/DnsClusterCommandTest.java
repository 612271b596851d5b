package turtlelab.labctl.cli.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Record;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.server.DnsServer;
import turtlelab.labctl.dns.server.Misbehaviour;
import turtlelab.labctl.dns.server.Zone;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

/** {@code labctl dns-cluster}: what is made, and what is left when a step fails. */
class DnsClusterCommandTest {
    private static final String LAB =
            """
            driver: recording
            engine: etcd
            nodes:
              - { name: turtle1, local: 127.2.83.2, vm: 10.0.0.2 }
              - { name: turtle2, local: 127.2.83.3, vm: 10.0.0.3 }
              - { name: turtle3, local: 127.2.83.4, vm: 10.0.0.4 }
            """;

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private final Zone zone = new Zone(NodeRecords.name("lab.test"), 1, Time.system());
    private DnsServer server;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("lab.yaml"), LAB);
        serve(Misbehaviour.NONE);
    }

    private void serve(Misbehaviour misbehaviour) {
        var address = new InetSocketAddress("127.2.83.1", 0);
        server = DnsServer.open(address, zone, misbehaviour, Time.system());
    }

    /** The second node's own resolver is an hour behind. */
    private void serveOldNewsToTheSecond() {
        server.close();
        var ages = Map.of("127.2.83.3", Duration.ofHours(1));
        serve(new Misbehaviour(Duration.ZERO, ages, 0, Duration.ZERO));
    }

    @AfterEach
    void close() {
        server.close();
        driver.close();
    }

    private Called create(String... more) {
        var words = new ArrayList<>(List.of("dns-cluster", "create", "--server", at()));
        words.addAll(List.of(more));
        return Called.labctl(folder, driver, words.toArray(String[]::new));
    }

    private String at() {
        return "127.2.83.1:" + server.address().getPort();
    }

    /** But for the head of the zone. */
    private List<Record> published() {
        return zone.records(Duration.ZERO).stream()
                .filter(it -> it.rdataToString().contains("127.2.83") || isService(it))
                .toList();
    }

    private static boolean isService(Record record) {
        return record.getName().toString().startsWith("_etcd-");
    }

    private long acts(String verb) {
        return driver.acts.stream().filter(it -> it.startsWith(verb + " etcd-")).count();
    }

    @Test
    void eachNodeGetsANameThatNeverWasAndThreeRecords() {
        var made = create();
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out().lines())
                .hasSize(3)
                .allMatch(it -> it.matches("etcd-[0-9a-f]{32} http://127[.]2[.]83[.][234]:2379"));
        assertThat(published()).hasSize(9);
        assertThat(driver.running()).hasSize(3);
        var second = create();
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("a lab is raised here already: run `labctl down`");
        var gone = Called.labctl(folder, driver, "dns-cluster", "destroy", "--server", at());
        assertThat(gone.exitCode()).as(gone.err()).isZero();
        assertThat(published()).isEmpty();
        assertThat(driver.running()).isEmpty();
    }

    @Test
    void aResolverThatLagsStopsItBeforeAnyDaemonAndAllIsTakenBack() {
        serveOldNewsToTheSecond();
        var made = create("--dns-timeout", "2");
        assertThat(made.exitCode()).isEqualTo(4);
        assertThat(made.out()).isEmpty();
        assertThat(made.err()).contains("rolling back", "DNS is not ready after 2 s");
        assertThat(acts("launch")).isZero();
        assertThat(acts("destroy")).isEqualTo(3);
        assertThat(published()).isEmpty();
        assertThat(folder.resolve(".lab")).doesNotExist();
    }

    @Test
    void withoutARollbackAllThatWasMadeIsListedAndStays() {
        serveOldNewsToTheSecond();
        var made = create("--dns-timeout", "2", "--no-rollback");
        assertThat(made.exitCode()).isEqualTo(4);
        assertThat(made.err()).contains("left as they are: etcd-");
        assertThat(acts("launch")).isZero();
        assertThat(acts("destroy")).isZero();
        assertThat(published()).hasSize(9);
    }

    /** The accident is over when its nodes answer, so that `labctl doctor` can name it at once. */
    @Test
    void theAccidentEndsWhenEachNodeAnswers() {
        var made = create("--one-by-one");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.err().lines().filter(it -> it.endsWith(": answers"))).hasSize(2);
        assertThat(acts("launch")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--size 0", "--size 8", "--size many", "--ttl 0", "--dns-timeout soon"})
    void nonsenseIsRefusedAndNothingMade(String words) {
        var made = create(words.split(" ", -1));
        assertThat(made.exitCode()).as(made.err()).isEqualTo(1);
        assertThat(made.out()).isEmpty();
        assertThat(driver.acts).isEmpty();
    }
}
