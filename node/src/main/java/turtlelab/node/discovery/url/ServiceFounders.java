package turtlelab.node.discovery.url;

import java.nio.file.Path;
import turtlelab.join.base.Clock;
import turtlelab.join.keys.KeyRegistry;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.registry.HttpRegistry;
import turtlelab.join.registry.Registered;
import turtlelab.join.registry.Registrant;
import turtlelab.join.registry.Registry;
import turtlelab.node.base.MemberIds;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.discovery.Finding;
import turtlelab.node.discovery.Founders;

/**
 * Registers this node at a discovery service and takes the first members from there. The URL, or
 * the token in a cluster's keys, is what identities are made of, as in etcd. Blocks until all are
 * there.
 */
public final class ServiceFounders {
    private final Registry registry;
    private final String token;
    private final String where;
    private final Path dataDir;

    private ServiceFounders(Registry registry, String token, String where, Path dataDir) {
        this.registry = registry;
        this.token = token;
        this.where = where;
        this.dataDir = dataDir;
    }

    /** Those that meet at a service. */
    public static ServiceFounders at(DiscoveryUrl url, Path dataDir) {
        return new ServiceFounders(new HttpRegistry(url), url.text(), url.text(), dataDir);
    }

    /** Those that meet in a cluster's keys. */
    public static ServiceFounders in(Finding.AtKeys keys, Path dataDir) {
        var registry = new KeyRegistry(keys.endpoints(), keys.token());
        return new ServiceFounders(registry, keys.token(), keys.where(), dataDir);
    }

    /** Registers, waits, and puts the founders into the flags. */
    public Founders find(BootstrapFlags flags) throws InterruptedException {
        var id = MemberIds.forBootstrap(flags.advertisedPeerUrls(), token);
        var registrant = new Registrant(registry, where, Clock.SYSTEM, Integer.MAX_VALUE);
        return switch (registrant.register(id.hex(), flags.list().text())) {
            case Registered.Complete(var cluster) ->
                    new Founders.Known(
                            new BootstrapFlags(
                                    flags.name(),
                                    flags.advertisedPeerUrls(),
                                    new InitialList(cluster, token),
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
                        .formatted(why, where));
    }

    private String duplicateId(String name) {
        return """
        member "%s" has previously registered with discovery service token (%s).
        But etcd could not find valid cluster configuration in the given data dir (%s).
        Please check the given data dir path if the previous bootstrap succeeded
        or use a new discovery token if the previous bootstrap failed.\
        """
                .formatted(name, where, dataDir);
    }

    private String duplicateName() {
        return """
        member with duplicated name has registered with discovery service token(%s).
        please check (cURL) the discovery token for more information.
        please do not reuse the discovery token and generate a new one to bootstrap the cluster.\
        """
                .formatted(where);
    }
}
