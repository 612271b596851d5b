package turtlelab.node.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.discovery.Bootstrap;
import turtlelab.node.discovery.BootstrapDecision;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.discovery.Identity;
import turtlelab.node.discovery.RemoteCluster;
import turtlelab.node.discovery.UrlComparison;

/** Finds out who this node is, and has it on disk before anything else happens. */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private Registration() {}

    static Identity identify(BootstrapFlags flags, DataDir data, RemoteCluster remote)
            throws IOException, StartFailure {
        var bootstrap = new Bootstrap(remote, new UrlComparison(Registration::address));
        return switch (bootstrap.decide(flags, data.identity())) {
            case BootstrapDecision.Restart(var identity) -> {
                LOG.warn(
                        "the server is already initialized as member before, starting as etcd"
                                + " member... (--initial-cluster, its state and token, and"
                                + " --initial-advertise-peer-urls are ignored)");
                yield identity;
            }
            case BootstrapDecision.Found(var identity) -> noted(data, identity, "founding");
            case BootstrapDecision.Join(var identity) -> noted(data, identity, "joining");
            case BootstrapDecision.Refused(var reason) -> throw new StartFailure(reason);
        };
    }

    private static Identity noted(DataDir data, Identity identity, String how) throws IOException {
        LOG.info("{} cluster {} as member {}", how, identity.cluster(), identity.member());
        data.identify(identity);
        return identity;
    }

    private static Optional<String> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host).getHostAddress());
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
