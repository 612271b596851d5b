package turtlelab.labctl.cli.dns;

import java.util.List;
import org.xbill.DNS.Record;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.lab.Ports;

/** A node to publish, or not to publish any more. */
final class DnsNode {

    @Parameters(index = "0", paramLabel = "NODE", description = "The node's name.")
    private String name = "";

    @Option(
            names = "--client-port",
            paramLabel = "PORT",
            defaultValue = "2379",
            description = "Where it serves clients (default: ${DEFAULT-VALUE}).")
    private int clientPort = 2379;

    @Option(
            names = "--peer-port",
            paramLabel = "PORT",
            defaultValue = "2380",
            description = "Where it serves members (default: ${DEFAULT-VALUE}).")
    private int peerPort = 2380;

    @Option(
            names = "--ssl",
            description = "Publish _etcd-server-ssl and _etcd-client-ssl, for a cluster with TLS.")
    private boolean secure;

    @Option(
            names = "--service-name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What the cluster's nodes are given as --discovery-srv-name.")
    private String suffix = "";

    String name() {
        return name;
    }

    List<Record> records(DnsOptions options, String address) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
            throw Given.wrong("'%s' is no host name: letters, digits, dashes".formatted(name));
        }
        if (!suffix.matches("[A-Za-z0-9-]{0,40}")) {
            throw Given.wrong("--service-name '%s': use letters, digits, dashes".formatted(suffix));
        }
        try {
            var ports = new Ports(clientPort, peerPort);
            var services = new NodeRecords.Services(suffix, secure);
            return new NodeRecords(options.domain(), services, ports, options.ttl())
                    .of(name, address);
        } catch (IllegalArgumentException e) {
            throw Given.wrong(String.valueOf(e.getMessage()));
        }
    }
}
