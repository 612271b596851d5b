package turtlelab.labctl.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.SRVRecord;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.cli.Labctl;
import turtlelab.labctl.dns.provider.Updates;
import turtlelab.labctl.dns.server.DnsServer;
import turtlelab.labctl.dns.server.Misbehaviour;
import turtlelab.labctl.dns.server.Zone;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.stage.EtcdProcess;

/** Real etcds behind our name server: found by it, compared with it, published in it. */
class DnsDiscoveryTest {
    private static final String DOMAIN = "lab.test";

    @TempDir Path folder;
    private final List<EtcdProcess> etcds = new ArrayList<>();
    private final NodeRecords records = new NodeRecords(DOMAIN, Ports.STANDARD, 1);
    private final Zone zone = new Zone(NodeRecords.name(DOMAIN), 1, Time.system());
    private DnsServer server;

    @AfterEach
    void end() {
        etcds.forEach(EtcdProcess::close);
        if (server != null) {
            server.close();
        }
    }

    /** Go asks port 53 of what /etc/resolv.conf says; a mount of its own leaves ours alone. */
    private void start(int number) throws IOException {
        var host = host(number);
        var resolv = folder.resolve("resolv.conf");
        Files.writeString(resolv, "nameserver 127.2.34.53\n");
        var etcd =
                """
                mount --bind %s /etc/resolv.conf && exec /usr/bin/etcd --enable-v2 --name=n%d \
                --data-dir=%s --discovery-srv=lab.test --peer-auto-tls \
                --initial-advertise-peer-urls=https://n%d.lab.test:2380 \
                --listen-peer-urls=https://%s:2380 --listen-client-urls=http://%s:2379 \
                --advertise-client-urls=http://%s:2379\
                """
                        .formatted(
                                resolv,
                                number,
                                folder.resolve("n" + number),
                                number,
                                host,
                                host,
                                host);
        var command = List.of("/usr/bin/unshare", "--mount", "/bin/sh", "-c", etcd);
        var log = folder.resolve("n%d.log".formatted(number));
        var environment = Map.of("GODEBUG", "netdns=go");
        etcds.add(EtcdProcess.run(command, environment, log, host));
    }

    private static String host(int number) {
        return "127.2.34." + number;
    }

    private void open(String address, int port) {
        assumeTrue(EtcdProcess.isInstalled(), "skipped: no /usr/bin/etcd (apt: etcd-server)");
        server =
                DnsServer.open(
                        new InetSocketAddress(address, port),
                        zone,
                        Misbehaviour.NONE,
                        Time.system());
    }

    private DnsJava dns() {
        return DnsJava.at(server.address(), Optional.empty(), Duration.ofSeconds(2));
    }

    private List<Behind.Remark> remarks() throws InterruptedException {
        return new Behind(DOMAIN, dns(), Duration.ofSeconds(2)).look();
    }

    private void publish(int count) {
        for (int i = 1; i <= count; i++) {
            zone.add(records.of("n" + i, host(i)));
        }
    }

    private void awaitHealthy() throws InterruptedException {
        for (var etcd : etcds) {
            assertThat(etcd.isHealthyWithin(60)).as(etcd.output()).isTrue();
        }
    }

    /** With secure peers, since etcd 3.4 forgets plain records whose look-up succeeds. */
    @Test
    void realEtcdsBootstrapFromOurNameServer() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && Files.isExecutable(Path.of("/usr/bin/unshare")),
                "skipped: a resolver of its own needs root and unshare");
        open("127.2.34.53", 53);
        publish(3);
        for (int i = 1; i <= 3; i++) {
            var service = NodeRecords.name("_etcd-server-ssl._tcp." + DOMAIN);
            var host = records.host("n" + i);
            zone.add(List.of(new SRVRecord(service, DClass.IN, 1, 0, 0, 2380, host)));
        }
        for (int i = 1; i <= 3; i++) {
            start(i);
        }
        awaitHealthy();
    }

    /** All that a client says that knows the domain alone, in a process with our name server. */
    private String ctl(String... words) throws Exception {
        var all = new ArrayList<>(List.of("ctl"));
        all.addAll(List.of(words));
        return labctl(Map.of("TURTLE_DNS_SERVER", at()), all);
    }

    private String at() {
        return "127.2.34.54:" + server.address().getPort();
    }

    private static String labctl(Map<String, String> environment, List<String> words)
            throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Labctl.class.getName());
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** By a name server that this machine does not ask: the hosts' addresses come from it too. */
    private String wipedThirdJoins() throws Exception {
        return labctl(
                Map.of(),
                List.of(
                        "join",
                        "--dry-run",
                        "--dns-server=" + at(),
                        "--discovery-srv=" + DOMAIN,
                        "--name=n3",
                        "--initial-advertise-peer-urls=http://127.2.34.3:2380",
                        "--data-dir=" + folder.resolve("none")));
    }

    /** It may have led: the others first have to elect somebody. */
    private static void remove(Cluster cluster, long id) throws Exception {
        var deadline = Deadline.in(Duration.ofSeconds(60), Time.system());
        while (cluster.members().stream().anyMatch(it -> it.id() == id)) {
            assertThat(deadline.isOver()).as("removed within a minute").isFalse();
            try {
                cluster.remove(id);
            } catch (IOException | ClusterRefused _) {
                // No leader yet; asked again unless it has been done.
            }
        }
    }

    @Test
    void recordsFollowTheMembership() throws Exception {
        open("127.2.34.54", 0);
        publish(3);
        var list =
                "--initial-cluster=n1=http://127.2.34.1:2380,n2=http://127.2.34.2:2380,"
                        + "n3=http://127.2.34.3:2380";
        for (int i = 1; i <= 3; i++) {
            etcds.add(EtcdProcess.start(folder, "n" + i, host(i), list));
        }
        awaitHealthy();
        assertThat(remarks()).noneMatch(Behind.Remark::problem);
        assertThat(ctl("--discovery-srv=lab.test", "cluster-health"))
                .contains("got healthy result from http://127.2.34.3:2379")
                .endsWith("cluster is healthy\n");
        assertThat(ctl("--endpoints=http://127.9.1.9:1", "-D=lab.test", "cluster-health"))
                .endsWith("cluster is healthy\n");
        assertThat(ctl("--endpoints=127.9.1.9:1", "--discovery-srv=lab.test", "put", "k", "v"))
                .endsWith("OK\n");
        assertThat(ctl("--discovery-srv=other.test", "member", "list"))
                .contains("_etcd-client-ssl._tcp.other.test", "_etcd-client._tcp.other.test");

        var cluster = new Cluster(List.of(etcds.getFirst().clientUrl()), Duration.ofSeconds(5));
        var gone = cluster.members().stream().filter(it -> it.name().equals("n3")).toList();
        etcds.removeLast().close();
        assertThat(wipedThirdJoins())
                .contains("would remove the dead member n3", "would add n3=http://127.2.34.3:2380")
                .contains("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
        remove(cluster, gone.getFirst().id());
        assertThat(remarks()).anyMatch(it -> it.text().contains("n3.lab.test:2380 does not"));

        var updates = new Updates(server.address(), zone.origin(), Optional.empty());
        var sync = new Sync(updates, DOMAIN, 1, Time.system());
        sync.apply(sync.compare(cluster.members()));
        assertThat(updates.records()).hasSize(6).noneMatch(it -> it.toString().contains("n3"));
        assertThat(sync.compare(cluster.members()).none()).isTrue();
        assertThat(remarks()).noneMatch(Behind.Remark::problem);
    }

    @Test
    void twoClustersBehindOneDomainAreNamed() throws Exception {
        open("127.2.34.55", 0);
        publish(2);
        for (int i = 1; i <= 2; i++) {
            var alone = "--initial-cluster=n%d=http://%s:2380".formatted(i, host(i));
            etcds.add(EtcdProcess.start(folder, "n" + i, host(i), alone));
        }
        awaitHealthy();
        assertThat(remarks())
                .anyMatch(
                        it ->
                                it.text()
                                        .contains(
                                                "split bootstrap: 2 cluster IDs behind one domain"
                                                        + " lab.test"));
    }
}
