package turtlelab.node.discovery.url;

import java.nio.file.Path;
import turtlelab.join.base.Clock;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.registry.HttpRegistry;
import turtlelab.join.registry.Registered;
import turtlelab.join.registry.Registrant;
import turtlelab.node.base.MemberIds;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.discovery.Founders;

/**
 * Registers this node at a discovery service and takes the first members from there. The URL is the
 * token that identities are made of, as in etcd. Blocks until all are there.
 */
public final class ServiceFounders {
    private final DiscoveryUrl url;
    private final Path dataDir;

    public ServiceFounders(DiscoveryUrl url, Path dataDir) {
        this.url = url;
        this.dataDir = dataDir;
    }

    /** Registers, waits, and puts the founders into the flags. */
    public Founders find(BootstrapFlags flags) throws InterruptedException {
        var id = MemberIds.forBootstrap(flags.advertisedPeerUrls(), url.text());
        var registry = new HttpRegistry(url);
        var registrant = new Registrant(registry, url.text(), Clock.SYSTEM, Integer.MAX_VALUE);
        return switch (registrant.register(id.hex(), flags.list().text())) {
            case Registered.Complete(var cluster) ->
                    new Founders.Known(
                            new BootstrapFlags(
                                    flags.name(),
                                    flags.advertisedPeerUrls(),
                                    new InitialList(cluster, url.text()),
                                    false));
            case Registered.Full(var _) -> refused("discovery: cluster is full");
            case Registered.DuplicateId _ -> new Founders.Refused(duplicateId(flags.name()));
            case Registered.DuplicateName _ -> new Founders.Refused(duplicateName());
            case Registered.Unusable(var why) -> refused(why);
        };
    }

    private Founders refused(String why) {
        return new Founders.Refused(
                """
                failed to join discovery cluster (%s)
                discovery token %s was used, but failed to bootstrap the cluster.
                please generate a new discovery token and try to bootstrap again.\
                """
                        .formatted(why, url));
    }

    private String duplicateId(String name) {
        return """
        member "%s" has previously registered with discovery service token (%s).
        But etcd could not find valid cluster configuration in the given data dir (%s).
        Please check the given data dir path if the previous bootstrap succeeded
        or use a new discovery token if the previous bootstrap failed.\
        """
                .formatted(name, url, dataDir);
    }

    private String duplicateName() {
        return """
        member with duplicated name has registered with discovery service token(%s).
        please check (cURL) the discovery token for more information.
        please do not reuse the discovery token and generate a new one to bootstrap the cluster.\
        """
                .formatted(url);
    }
}
