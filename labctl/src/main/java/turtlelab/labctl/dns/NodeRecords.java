package turtlelab.labctl.dns;

import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Ports;

/**
 * The three records of a node: its address, and where it serves other members and clients.
 *
 * @param services the names of the services
 * @param ttlSeconds how long others may remember them
 */
public record NodeRecords(String domain, Services services, Ports ports, long ttlSeconds) {
    /** The services that a cluster is found by. */
    public static final String SERVER = "_etcd-server._tcp";

    public static final String CLIENT = "_etcd-client._tcp";

    /** The records of a node in a cluster without TLS and without a name of its own. */
    public NodeRecords(String domain, Ports ports, long ttlSeconds) {
        this(domain, Services.PLAIN, ports, ttlSeconds);
    }

    /**
     * What the services are called, as etcd looks for them.
     *
     * @param suffix {@code --discovery-srv-name}, which tells several clusters of a domain apart;
     *     may be empty
     * @param secure whether URLs made of them are {@code https}
     */
    public record Services(String suffix, boolean secure) {
        public static final Services PLAIN = new Services("", false);

        String server() {
            return named(SERVER);
        }

        String client() {
            return named(CLIENT);
        }

        private String named(String service) {
            var more = (secure ? "-ssl" : "") + (suffix.isEmpty() ? "" : "-" + suffix);
            return service.replace("._tcp", more + "._tcp");
        }
    }

    /** The records of this node, the address first: a service is only told when it has one. */
    public List<Record> of(String node, String address) {
        return List.of(
                address(node, address),
                service(services.server(), node, ports.peer()),
                service(services.client(), node, ports.client()));
    }

    private Record address(String node, String address) {
        try {
            var parsed = java.net.InetAddress.ofLiteral(address);
            return parsed instanceof java.net.Inet6Address
                    ? new AAAARecord(host(node), DClass.IN, ttlSeconds, parsed)
                    : new ARecord(host(node), DClass.IN, ttlSeconds, parsed);
        } catch (IllegalArgumentException e) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION, "'%s' is no address".formatted(address), e);
        }
    }

    private Record service(String service, String node, int port) {
        return new SRVRecord(
                name(service + "." + domain), DClass.IN, ttlSeconds, 0, 0, port, host(node));
    }

    /** The node's whole name. */
    public Name host(String node) {
        return name(node + "." + domain);
    }

    /** A name within the world, not within anything. */
    public static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "'%s' is no name of DNS: %s".formatted(text, e.getMessage()),
                    e);
        }
    }
}
