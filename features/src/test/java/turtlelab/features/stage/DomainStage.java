package turtlelab.features.stage;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.dns.Behind;
import turtlelab.labctl.dns.DnsCluster;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.provider.Updates;
import turtlelab.labctl.dns.server.DnsServer;
import turtlelab.labctl.dns.server.Misbehaviour;
import turtlelab.labctl.dns.server.Zone;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.LabFile;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.render.Progress;

/**
 * A domain with a name server of its own, and the lab that finds itself by it: on addresses beside
 * those of the other scenarios, always as processes of this machine. Used by one thread.
 */
public final class DomainStage implements AutoCloseable {
    public static final String DOMAIN = "lab.test";

    private static final String ADDRESS = "127.0.91.";
    private static final long TTL_SECONDS = 1;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);

    private final DnsServer server;
    private Optional<DnsCluster> cluster = Optional.empty();

    /** Opens the name server, which the second node sees so late. */
    public DomainStage(Duration lateForTheSecond) {
        var misbehaviour =
                new Misbehaviour(
                        Duration.ZERO, Map.of(ADDRESS + 2, lateForTheSecond), 0, Duration.ZERO);
        var zone = new Zone(NodeRecords.name(DOMAIN), TTL_SECONDS, Time.system());
        server =
                DnsServer.open(
                        new InetSocketAddress(ADDRESS + 53, 0), zone, misbehaviour, Time.system());
    }

    /** How to create a cluster. */
    public record Creation(int size, Duration dnsLimit, boolean oneByOne) {}

    /** Creates a cluster as {@code labctl dns-cluster create} does. */
    public void create(Creation creation) throws InterruptedException {
        var created = new DnsCluster(lab(creation.size()), updates(), domain(), Progress.silent());
        cluster = Optional.of(created);
        created.create(
                new DnsCluster.Plan(
                        creation.dnsLimit(), HEALTHY_WITHIN, creation.oneByOne(), true));
    }

    private static LiveLab lab(int size) {
        var home = Programs.home().orElse(Path.of(".."));
        var lab = LabFile.read(home.resolve(LabFile.NAME)).withNodes(size).withDriver("local");
        var nodes = new ArrayList<NodeSpec>();
        for (var node : lab.nodes()) {
            nodes.add(new NodeSpec(node.name(), ADDRESS + (nodes.size() + 1), node.vm()));
        }
        return LiveLab.on(
                lab.withNodes(nodes), new LabFolder(home.resolve("features/target/dns-lab")));
    }

    private DnsCluster.Domain domain() {
        var address = server.address();
        var hostPort = address.getAddress().getHostAddress() + ":" + address.getPort();
        return new DnsCluster.Domain(DOMAIN, hostPort, TTL_SECONDS, this::dns);
    }

    private Updates updates() {
        return new Updates(server.address(), NodeRecords.name(DOMAIN), Optional.empty());
    }

    /** DNS as it looks from an address. */
    public DnsJava dns(Optional<String> from) {
        return DnsJava.at(server.address(), from, LIMIT);
    }

    /** What {@code labctl doctor} says about the domain. */
    public List<String> remarks() throws InterruptedException {
        return new Behind(DOMAIN, dns(Optional.empty()), LIMIT)
                .look().stream().map(Behind.Remark::text).toList();
    }

    /** How many records are left. */
    public int records() {
        return updates().records().size();
    }

    @Override
    public void close() throws InterruptedException {
        if (cluster.isPresent()) {
            cluster.get().destroy();
        }
        server.close();
    }
}
