package turtlelab.labctl.cli.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Record;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.server.DnsServer;
import turtlelab.labctl.dns.server.Misbehaviour;
import turtlelab.labctl.dns.server.Zone;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

/**
 * {@code labctl dns sync --watch} while the name server and the lab come and go: what happens, one
 * thing between each two looks, is a list, and its end is Ctrl-C.
 */
class DnsSyncCommandTest {
    private static final String LAB =
            """
            driver: recording
            engine: etcd
            nodes:
              - { name: turtle1, local: 127.2.82.2, vm: 10.0.0.2 }
              - { name: turtle2, local: 127.2.82.3, vm: 10.0.0.3 }
              - { name: turtle3, local: 127.2.82.4, vm: 10.0.0.4 }
            """;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();
    private final Zone zone = new Zone(NodeRecords.name("lab.test"), 1, Time.system());
    private final Queue<Runnable> events = new ArrayDeque<>();
    private DnsServer server;

    @BeforeEach
    void raise() throws IOException {
        Files.writeString(folder.resolve("lab.yaml"), LAB);
        assertThat(Called.labctl(folder, driver, "up").exitCode()).isZero();
        open(0);
    }

    @AfterEach
    void end() {
        server.close();
        driver.close();
    }

    private void open(int port) {
        var address = new InetSocketAddress("127.2.82.1", port);
        server = DnsServer.open(address, zone, Misbehaviour.NONE, Time.system());
    }

    /** Between two looks the next thing happens; when nothing is left, Ctrl-C. */
    private final class Course implements Time {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
            if (!length.equals(BETWEEN_LOOKS)) {
                return; // the time to live of what was removed
            }
            if (events.isEmpty()) {
                throw new InterruptedException();
            }
            events.remove().run();
        }
    }

    private Called watch() {
        var at = "127.2.82.1:" + server.address().getPort();
        var words = new String[] {"dns", "sync", "--watch", "--server", at};
        return Called.labctl(folder, driver, new Course(), words);
    }

    private List<String> targets() {
        return zone.records(Duration.ZERO).stream()
                .map(Record::rdataToString)
                .filter(it -> it.startsWith("0 0 2380 "))
                .map(it -> it.replaceAll(".* |[.]lab[.]test[.]", ""))
                .toList();
    }

    @Test
    void whatChangesWhileTheNameServerIsAwayIsThereSoonAfterItIsBack() {
        int port = server.address().getPort();
        events.add(() -> assertThat(targets()).containsExactly("turtle1", "turtle2", "turtle3"));
        events.add(server::close);
        events.add(() -> Called.labctl(folder, driver, "kill", "turtle3"));
        events.add(() -> assertThat(targets()).hasSize(3));
        events.add(() -> open(port));
        events.add(() -> assertThat(targets()).containsExactly("turtle1", "turtle2"));
        var watched = watch();
        assertThat(events).isEmpty();
        assertThat(watched.exitCode()).isEqualTo(130);
        assertThat(watched.err().lines()).hasSize(1);
        assertThat(watched.err()).contains("127.2.82.1:" + port).endsWith("; trying again\n");
    }

    @Test
    void aLabThatIsAwayLosesNoRecordAndIsFollowedWhenItIsBack() {
        var lab = driver.running();
        events.add(() -> assertThat(targets()).hasSize(3));
        events.add(driver::close);
        events.add(() -> assertThat(targets()).hasSize(3));
        events.add(() -> Called.labctl(folder, driver, "start", "turtle1", "turtle2"));
        events.add(() -> assertThat(targets()).containsExactly("turtle1", "turtle2"));
        events.add(() -> Called.labctl(folder, driver, "start"));
        events.add(() -> assertThat(targets()).hasSameSizeAs(lab));
        var watched = watch();
        assertThat(events).isEmpty();
        assertThat(watched.exitCode()).isEqualTo(130);
        assertThat(watched.err().lines()).hasSize(1);
        assertThat(watched.err()).contains("nobody lists the members").endsWith("trying again\n");
    }
}
