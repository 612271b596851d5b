package turtlelab.features.stage;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import turtlelab.join.base.Clock;
import turtlelab.join.base.Http;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Member;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.elastic.JoinResult;
import turtlelab.join.elastic.Joiner;
import turtlelab.join.elastic.Journal;
import turtlelab.join.elastic.Promotion;
import turtlelab.join.elastic.Sources;
import turtlelab.join.elastic.Strategy;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.registry.HttpRegistry;
import turtlelab.labctl.discovery.DiscoveryServer;
import turtlelab.labctl.discovery.Tokens;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.LabFile;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.lab.action.Down;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.render.Progress;

/**
 * A discovery service with one token, and nodes that know nothing but its URL: on addresses beside
 * those of the other scenarios, always as processes of this machine. Used by one thread.
 */
public final class TokenStage implements AutoCloseable {
    /** Both engines may play at once. */
    private static final String ADDRESS =
            Script.engine() == Engine.TURTLED ? "127.0.92." : "127.0.93.";

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);
    private static final Duration VOTE_WITHIN = Duration.ofSeconds(40);
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(5);
    private static final int CLIENT_PORT = 2379;

    private final DiscoveryServer service;
    private final String token;
    private final LiveLab lab;

    /** Opens the service and makes a token for so many nodes. */
    public TokenStage(int size) throws IOException {
        var settings = new Tokens.Settings(Duration.ofHours(1), Duration.ZERO);
        service =
                DiscoveryServer.open(
                        new InetSocketAddress(ADDRESS + 100, 0),
                        "",
                        new Tokens(settings, Time.system()),
                        DiscoveryServer.Faults.NONE,
                        Time.system());
        token = Http.send(Http.Request.get(service.url() + "/new?size=" + size), LIMIT).body();
        var home = Programs.home().orElse(Path.of(".."));
        var nodes = IntStream.rangeClosed(1, size).mapToObj(TokenStage::node).toList();
        var file = LabFile.read(home.resolve(LabFile.NAME));
        lab =
                LiveLab.on(
                        file.withDriver("local").withEngine(Script.engine()).withNodes(nodes),
                        new LabFolder(
                                home.resolve("features/target/token-lab-" + Script.engine())));
    }

    /** Starts the nodes at once, and waits until all are healthy. */
    public void raise() throws InterruptedException {
        var nodes = lab.lab().nodes();
        new Down(lab, Progress.silent(), DOWN_WITHIN).run(); // what an earlier run has left
        lab.prepare(_ -> {});
        lab.folder().record(lab.lab());
        lab.create(nodes, _ -> {});
        for (var node : nodes) {
            lab.provision(node, Bootstrap.finding(Map.of("ETCD_DISCOVERY", token)));
        }
        new Start(lab, Progress.silent(), HEALTHY_WITHIN).run(nodes);
    }

    private static NodeSpec node(int number) {
        return new NodeSpec("turtle" + number, ADDRESS + number, "10.0.92." + number);
    }

    /** One more node knocks, by a strategy; it is started when it gets a place. */
    public JoinResult join(String strategy, int room) throws InterruptedException {
        var node = node(lab.lab().nodes().size() + 1);
        var own =
                new JoinRequest.Own(
                        node.name(), List.of(lab.urls(node).peer()), true, Optional.empty());
        var manner = new JoinRequest.Manner(Strategy.parse(strategy).orElseThrow(), true, false);
        var limits = new JoinRequest.Limits(room, CLIENT_PORT, Duration.ofMillis(600), LIMIT);
        var registry = new HttpRegistry(DiscoveryUrl.parse(token));
        var joiner =
                new Joiner(
                        Sources.service(registry, token),
                        new JoinRequest(own, manner, limits),
                        Clock.SYSTEM,
                        new Journal());
        var result = joiner.run();
        if (result instanceof JoinResult.Join joined) {
            start(node, joined);
        }
        return result;
    }

    private void start(NodeSpec node, JoinResult.Join joined) throws InterruptedException {
        lab.createJoining(node, joined.initialCluster());
        lab.launch(node);
        var why = Promotion.of(joined, LIMIT, Clock.SYSTEM).await(joined.id(), VOTE_WITHIN);
        if (why.isPresent()) {
            throw new AssertionError(node.name() + " gets no vote: " + why.get());
        }
    }

    /** The members that have started and vote. */
    public long voters() throws IOException, ClusterRefused {
        var cluster = new Cluster(List.of(lab.endpoints().split(",")), LIMIT);
        return cluster.members().stream()
                .filter(Member::started)
                .filter(it -> !it.learner())
                .count();
    }

    /** How many the service lists. */
    public int listed() throws IOException {
        var body = Http.send(Http.Request.get(token), LIMIT).body();
        return body.split("\"value\"", -1).length - 1;
    }

    @Override
    public void close() throws InterruptedException {
        new Down(lab, Progress.silent(), DOWN_WITHIN).run();
        service.close();
    }
}
