package turtlelab.node.app;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.app.join.Promoter;
import turtlelab.node.app.upkeep.UpkeepDuties;
import turtlelab.node.base.Closer;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.log.LogFigures;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.discovery.Finding;
import turtlelab.node.lease.V2Expiry;
import turtlelab.node.member.ClusterVersion;
import turtlelab.node.member.Members;
import turtlelab.node.member.Publisher;
import turtlelab.node.peer.http.PeerCalls;
import turtlelab.node.peer.http.PeerRoutes;
import turtlelab.node.replica.Replica;

/** A running node: everything it is made of, opened in order and closed in reverse. */
public final class Node implements AutoCloseable {
    private static final Duration HANDOVER = Duration.ofMillis(700);

    private final Replica replica;
    private final Members members;
    private final Ending ending;
    private final Closer opened;

    private Node(Replica replica, Members members, Ending ending, Closer opened) {
        this.replica = replica;
        this.members = members;
        this.ending = ending;
        this.opened = opened;
    }

    /**
     * Starts a node; on return its ports are open, whether or not there is a leader yet.
     *
     * @throws StartFailure when it may not start as it was told to
     * @throws IOException when a port, a file or the data dir cannot be used; the message says
     *     which
     */
    public static Node start(NodeConfig config, Time time) throws Exception {
        try (var opening = new Closer()) {
            var ending = new Ending();
            var build = new Assembly(config, time, ending, new PrometheusRegistry());
            var data = opening.add(DataDir.open(config.directories().data()));
            var calls = new PeerCalls();
            var identity = Registration.identify(config, data, calls);
            var replica = opening.add(build.replica(identity, data));
            var upkeep = config.behaviour().upkeep();
            var damaged = UpkeepDuties.refusal(upkeep, replica, calls);
            if (damaged.isPresent()) {
                throw new StartFailure(damaged.get());
            }
            var wal = config.directories().wal();
            if (config.behaviour().forceNewCluster()) {
                FoundedLog.force(wal, identity, replica.recovered());
            }
            var figures = new LogFigures(time);
            var log = opening.add(FoundedLog.open(wal, identity, replica.recovered(), figures));
            var switchboard = build.switchboard(identity);
            var network = opening.add(build.network(identity, switchboard));
            var members = build.members(replica, network, calls);
            var lessor = opening.add(build.lessor(replica));
            var routes = new PeerRoutes(replica, members, lessor, time);
            opening.add(build.peerPort(network, routes));
            var engine = build.engine(replica, log, network, switchboard.traffic());
            opening.add(() -> engine.transferAndClose(HANDOVER));
            replica.connect(engine);
            switchboard.connect(engine);
            var watches = opening.add(build.watches(replica));
            var v2 = build.v2(replica, members, switchboard.traffic());
            build.figures(replica, figures, switchboard.traffic());
            // A taken port is told before all else.
            opening.add(build.clientPort(replica, members, lessor, watches, v2));
            opening.add(v2);
            engine.start();
            opening.add(UpkeepDuties.start(upkeep, replica, calls, time));
            lessor.start();
            opening.add(V2Expiry.start(replica, time));
            opening.add(WaitingLog.start(replica, network));
            opening.add(ClusterVersion.start(replica, network));
            var clientUrls = config.urls().advertiseClient().texts();
            opening.add(Publisher.start(replica, config.name(), clientUrls));
            if (config.finding() instanceof Finding.Elastic) {
                opening.add(Promoter.start(replica, members));
            }
            opening.add(build.nominator(replica));
            return new Node(replica, members, ending, opening.keep());
        }
    }

    /** Completes when this node has to end without being asked to. */
    public CompletableFuture<Ending.Reason> end() {
        return ending.reason();
    }

    public Replica replica() {
        return replica;
    }

    public Members members() {
        return members;
    }

    /**
     * Refuses new work, hands leadership over, finishes and syncs what was taken in, and leaves.
     */
    @Override
    public void close() throws Exception {
        opened.close();
    }
}
