package turtlelab.labctl.dns.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.TSIG;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.Ports;

/** Publishing at a real name server that wants its updates signed. */
class BindTest {
    private static final Path NAMED = Path.of("/usr/sbin/named");

    /** BIND listens on addresses that an interface has, not on any of loopback. */
    private static final InetSocketAddress SERVER =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5355);

    private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=";

    @TempDir Path folder;
    private Process named;

    @AfterEach
    void end() throws InterruptedException {
        if (named != null) {
            named.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void start() throws Exception {
        Files.writeString(
                folder.resolve("lab.zone"),
                """
                $TTL 5
                @ IN SOA ns.lab.test. root.lab.test. 1 60 10 3600 5
                @ IN NS ns.lab.test.
                ns IN A 127.2.33.1
                """);
        Files.writeString(
                folder.resolve("named.conf"),
                """
                key "lab" { algorithm hmac-sha256; secret "%2$s"; };
                options {
                    directory "%1$s"; pid-file none; session-keyfile none;
                    listen-on port 5355 { 127.0.0.1; }; listen-on-v6 { none; };
                    recursion no; dnssec-validation no;
                };
                controls { };
                zone "lab.test" {
                    type primary; file "lab.zone";
                    allow-update { key "lab"; }; allow-transfer { key "lab"; };
                };
                """
                        .formatted(folder, SECRET));
        named =
                new ProcessBuilder(NAMED.toString(), "-g", "-c", "" + folder.resolve("named.conf"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("named.log").toFile())
                        .start();
        boolean answers =
                Deadline.in(Duration.ofSeconds(30), Time.system())
                        .await(Duration.ofMillis(100), this::answers);
        assertThat(answers).as(Files.readString(folder.resolve("named.log"))).isTrue();
    }

    private boolean answers() {
        try {
            return !dns().addresses("ns.lab.test").isEmpty();
        } catch (DnsFailure _) {
            return false;
        }
    }

    private static DnsJava dns() {
        return DnsJava.at(SERVER, Optional.empty(), Duration.ofSeconds(1));
    }

    @Test
    void bindTakesOurUpdatesAndGivesThemBack() throws Exception {
        assumeTrue(Files.isExecutable(NAMED), "skipped: no /usr/sbin/named (apt install bind9)");
        start();
        var key = new TSIG(TSIG.HMAC_SHA256, "lab", SECRET);
        var zone = NodeRecords.name("lab.test");
        var bind = new Updates(SERVER, zone, Optional.of(key));
        var records = new NodeRecords("lab.test", Ports.STANDARD, 5);
        bind.add(records.of("n1", "127.0.0.2"));
        bind.add(records.of("n2", "127.0.0.3"));
        assertThat(dns().targets("etcd-server", "lab.test")).hasSize(2);
        assertThat(bind.records()).hasSize(7);
        bind.remove(records.of("n1", "127.0.0.2").reversed());
        assertThat(dns().targets("etcd-client", "lab.test"))
                .singleElement()
                .satisfies(target -> assertThat(target.host()).isEqualTo("n2.lab.test"));
        var unsigned = new Updates(SERVER, zone, Optional.empty());
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> unsigned.add(records.of("n3", "127.0.0.4"))))
                .hasMessageContaining("refuses the update (REFUSED)");
    }
}
