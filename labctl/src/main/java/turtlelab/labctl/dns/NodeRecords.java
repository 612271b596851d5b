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
 * @param ttlSeconds how long others may remember them
 */
public record NodeRecords(String domain, Ports ports, long ttlSeconds) {
    /** The services that a cluster is found by. */
    public static final String SERVER = "_etcd-server._tcp";

    public static final String CLIENT = "_etcd-client._tcp";

    /** The records of this node, the address first: a service is only told when it has one. */
    public List<Record> of(String node, String address) {
        return List.of(
                address(node, address),
                service(SERVER, node, ports.peer()),
                service(CLIENT, node, ports.client()));
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
