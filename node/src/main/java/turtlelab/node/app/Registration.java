package turtlelab.node.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.discovery.Bootstrap;
import turtlelab.node.discovery.BootstrapDecision;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.discovery.Finding;
import turtlelab.node.discovery.Founders;
import turtlelab.node.discovery.Identity;
import turtlelab.node.discovery.RemoteCluster;
import turtlelab.node.discovery.UrlComparison;
import turtlelab.node.discovery.elastic.ElasticFounders;
import turtlelab.node.discovery.srv.SrvFounders;
import turtlelab.node.discovery.url.ServiceFounders;

/** Finds out who this node is, and has it on disk before anything else happens. */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private Registration() {}

    static Identity identify(NodeConfig config, DataDir data, RemoteCluster remote)
            throws IOException, StartFailure, InterruptedException {
        var bootstrap = new Bootstrap(remote, new UrlComparison(Registration::address));
        var stored = data.identity();
        if (stored.isEmpty() && !config.behaviour().forceNewCluster() && hasLog(config)) {
            throw new StartFailure(
                    ("%s holds a log, but not the identity of its member: it is a backup."
                                    + " Start it once with --force-new-cluster, as a cluster of"
                                    + " its own, or name an empty --data-dir")
                            .formatted(data.path()));
        }
        var flags = found(config, stored);
        return switch (bootstrap.decide(flags, stored)) {
            case BootstrapDecision.Restart(var identity) -> {
                tellWhatIsIgnored(config);
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

    private static boolean hasLog(NodeConfig config) throws IOException {
        var wal = config.directories().wal();
        if (!Files.isDirectory(wal)) {
            return false;
        }
        try (var segments = Files.newDirectoryStream(wal, "*.wal")) {
            return segments.iterator().hasNext();
        }
    }

    /** The flags with whatever the node had to look for in them. */
    private static BootstrapFlags found(NodeConfig config, Optional<Identity> stored)
            throws StartFailure, InterruptedException {
        return switch (config.finding()) {
            case Finding.Elastic elastic -> joined(elastic, config, stored);
            case Finding.Listed _ -> config.bootstrap();
            case Finding.Meeting meeting ->
                    stored.isPresent() ? config.bootstrap() : met(meeting, config);
        };
    }

    private static BootstrapFlags joined(
            Finding.Elastic elastic, NodeConfig config, Optional<Identity> stored)
            throws StartFailure, InterruptedException {
        return switch (new ElasticFounders(elastic).find(config.bootstrap(), stored)) {
            case ElasticFounders.Answer.Start(var flags) -> flags;
            case ElasticFounders.Answer.Found _ ->
                    stored.isPresent() ? config.bootstrap() : met(elastic.meeting(), config);
            case ElasticFounders.Answer.Refused(var reason) -> throw new StartFailure(reason);
        };
    }

    private static BootstrapFlags met(Finding.Meeting meeting, NodeConfig config)
            throws StartFailure, InterruptedException {
        var flags = config.bootstrap();
        var founders =
                switch (meeting) {
                    case Finding.AtService(var url) ->
                            flags.existing()
                                    ? new Founders.Known(flags)
                                    : ServiceFounders.at(url, config.directories().data())
                                            .find(flags);
                    case Finding.AtKeys keys ->
                            flags.existing()
                                    ? new Founders.Known(flags)
                                    : ServiceFounders.in(keys, config.directories().data())
                                            .find(flags);
                    case Finding.InDns inDns -> SrvFounders.of(inDns).find(flags);
                    case Finding.AtSeeds _ ->
                            new Founders.Refused("no running cluster behind the seeds");
                };
        return switch (founders) {
            case Founders.Known(var known) -> known;
            case Founders.Refused(var reason) -> throw new StartFailure(reason);
        };
    }

    private static void tellWhatIsIgnored(NodeConfig config) {
        switch (config.finding()) {
            case Finding.Listed _, Finding.AtSeeds _, Finding.Elastic _ -> {}
            case Finding.AtService _, Finding.AtKeys _ ->
                    LOG.warn(
                            "discovery token ignored since a cluster has already been initialized."
                                    + " Valid log found at \"{}\"",
                            config.directories().wal());
            case Finding.InDns(var question, var _) ->
                    LOG.warn(
                            "SRV records of {} are not asked: this member has started before",
                            question.domain());
        }
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
