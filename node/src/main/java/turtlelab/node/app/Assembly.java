package turtlelab.node.app;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import turtlelab.node.auth.Passwords;
import turtlelab.node.auto.Nominator;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.Time;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.engine.EngineConfig;
import turtlelab.node.consensus.log.LogFigures;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.raft.RaftConfig;
import turtlelab.node.consensus.raft.RaftLimits;
import turtlelab.node.consensus.threads.Clockwork;
import turtlelab.node.consensus.threads.RaftConsensus;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.discovery.Identity;
import turtlelab.node.front.Door;
import turtlelab.node.front.Matcher;
import turtlelab.node.front.Port;
import turtlelab.node.front.PortFront;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.http.Addition;
import turtlelab.node.http.ClientPort;
import turtlelab.node.http.Served;
import turtlelab.node.http.figures.Page;
import turtlelab.node.http.v2.V2Api;
import turtlelab.node.lease.Lessor;
import turtlelab.node.member.Members;
import turtlelab.node.member.ReplicatedMembers;
import turtlelab.node.peer.LocalPeer;
import turtlelab.node.peer.PeerFigures;
import turtlelab.node.peer.PeerListener;
import turtlelab.node.peer.PeerNetwork;
import turtlelab.node.peer.http.LeaseCalls;
import turtlelab.node.peer.http.PeerCalls;
import turtlelab.node.peer.http.PeerRoutes;
import turtlelab.node.peer.traffic.AppendTraffic;
import turtlelab.node.peer.traffic.CountedTransport;
import turtlelab.node.replica.LocalReplica;
import turtlelab.node.replica.ReplicaSettings;
import turtlelab.node.storage.Storage;
import turtlelab.node.watch.Watches;

/** Builds the parts of a node as its configuration wants them; {@link Node} puts them together. */
record Assembly(NodeConfig config, Time time, Ending ending, PrometheusRegistry registry) {
    private static final int TICKS_PER_HEARTBEAT = 10;
    private static final int SNAPSHOT_CHUNK_BYTES = 256 << 10;

    /** What etcd keeps for slow followers; a smaller {@code --snapshot-count} keeps less. */
    private static final int MOST_KEPT_ENTRIES = 5_000;

    LocalReplica replica(Identity identity, DataDir data) throws IOException {
        var storage = Storage.open(data.member().resolve("state.mv"));
        var settings =
                new ReplicaSettings(
                        identity.member(),
                        identity.cluster(),
                        config.behaviour().timing().election(),
                        config.behaviour().upkeep().quotaBytes(),
                        time,
                        ending);
        try {
            return LocalReplica.open(settings, storage);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    Switchboard switchboard(Identity identity) {
        return new Switchboard(
                ending,
                new PeerFigures(identity.member(), registry),
                new AppendTraffic(time, config.behaviour().timing().heartbeat()));
    }

    PeerNetwork network(Identity identity, PeerListener listener) {
        var urls = config.bootstrap().advertisedPeerUrls();
        return new PeerNetwork(
                new LocalPeer(identity.cluster(), identity.member(), urls, time), listener);
    }

    Members members(LocalReplica replica, PeerNetwork network, PeerCalls calls) {
        var members =
                new ReplicatedMembers(
                        replica,
                        new ReplicatedMembers.Surroundings(network, calls, time),
                        config.behaviour().strictReconfigCheck());
        new Page(registry)
                .counter(
                        "etcd_server_learner_promote_successes",
                        "The total number of successful learner promotions while this member is"
                                + " leader.",
                        members::promotions);
        return members;
    }

    Lessor lessor(LocalReplica replica) {
        var lessor =
                new Lessor(
                        replica,
                        new LeaseCalls(),
                        new Lessor.Surroundings(
                                time,
                                new SplittableRandom(),
                                config.behaviour().timing().election(),
                                replica.requestTimeout()));
        replica.onRoleChange(lessor::roleChanged);
        return lessor;
    }

    PortFront peerPort(PeerNetwork network, PeerRoutes routes) throws Exception {
        var streams = new Door(Matcher.startsWith(PeerNetwork.magic()), network::take);
        var port = new Port("peer", addresses(config.urls().listenPeer()), time);
        return PortFront.open(port, _ -> List.of(streams), routes::addTo);
    }

    RaftConsensus engine(
            LocalReplica replica, LogStore log, PeerNetwork network, AppendTraffic traffic)
            throws IOException {
        var timing = config.behaviour().timing();
        var tick = timing.heartbeat().dividedBy(TICKS_PER_HEARTBEAT);
        var kept = (int) Math.min(timing.snapshotCount(), MOST_KEPT_ENTRIES);
        var raft =
                new RaftConfig(
                        replica.self(),
                        Math.toIntExact(timing.election().dividedBy(tick)),
                        TICKS_PER_HEARTBEAT,
                        true,
                        true,
                        limits(timing.snapshotCount()));
        return RaftConsensus.open(
                EngineConfig.defaults(raft).withSnapshots(SNAPSHOT_CHUNK_BYTES, kept),
                new Clockwork(time, tick, new SplittableRandom()),
                new RaftConsensus.Parts(
                        log,
                        replica,
                        new CountedTransport(network, traffic),
                        ending,
                        network.thread()));
    }

    /** A small {@code --snapshot-count} also shortens what is kept in memory, to see snapshots. */
    private static RaftLimits limits(long snapshotCount) {
        return snapshotCount < MOST_KEPT_ENTRIES
                ? RaftLimits.DEFAULTS.retaining(Math.toIntExact(snapshotCount))
                : RaftLimits.DEFAULTS;
    }

    Watches watches(LocalReplica replica) {
        var interval = config.behaviour().timing().progressNotices();
        return Watches.start(replica, time, interval, ending);
    }

    V2Api v2(LocalReplica replica, Members members, AppendTraffic traffic) {
        var passwords = new Passwords(new SecureRandom());
        var v2 = new V2Api(replica, members, new V2Api.Surroundings(time, passwords, traffic));
        replica.onRoleChange(v2::roleChanged);
        v2.registerMetrics(registry);
        return v2;
    }

    /** Adds to the page of figures what the client port does not know. */
    void figures(LocalReplica replica, LogFigures log, AppendTraffic traffic) {
        var quota = config.behaviour().upkeep().quotaBytes();
        var page = new Page(registry);
        new DiskFigures(replica, log, quota).addTo(page);
        page.counter(
                "etcd_server_heartbeat_send_failures_total",
                "The total number of leader heartbeat send failures (likely overloaded from slow"
                        + " disk).",
                traffic::lateHeartbeats);
    }

    ClientPort clientPort(
            LocalReplica replica, Members members, Lessor lessor, Watches watches, V2Api v2)
            throws Exception {
        var limits = config.behaviour().limits();
        var settings =
                new ClientPort.Settings(
                        addresses(config.urls().listenClient()),
                        new RequestLimits(limits.maxTxnOps(), limits.maxRequestBytes()),
                        limits.pings(),
                        Version.own(),
                        config.behaviour().timing().election(),
                        config.behaviour().access());
        var vitals = new ReplicaVitals(replica);
        var served = new Served(replica, members, lessor, watches, vitals, registry);
        return ClientPort.open(
                settings, served, config.behaviour().enableV2() ? v2 : Addition.NONE, time);
    }

    /** Only hosts of an automatic cluster have the duty. */
    AutoCloseable nominator(LocalReplica replica) {
        var host = config.host();
        if (host.isEmpty()) {
            return () -> {};
        }
        var surroundings = new Nominator.Surroundings(time, new SplittableRandom());
        var nominator = Nominator.start(replica, host.get().pace(), surroundings);
        replica.onRoleChange(nominator::roleChanged);
        return nominator;
    }

    private static List<InetSocketAddress> addresses(UrlSet urls) {
        return urls.urls().stream().map(HttpUrl::resolve).toList();
    }
}
