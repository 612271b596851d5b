package turtlelab.labctl.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Record;
import turtlelab.join.srv.Dns;
import turtlelab.labctl.dns.provider.Provider;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.AwaitHealthy;
import turtlelab.labctl.lab.action.Down;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.lab.look.Health;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.render.Progress;

/**
 * A cluster that finds itself by DNS: nodes are made, each gets its three records, and only when
 * every node's own resolver sees them all do the daemons start, at once. What was made is removed
 * again when a step fails, records first.
 */
public final class DnsCluster {
    private static final Duration LEAVING = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LiveLab lab;
    private final Provider provider;
    private final Domain domain;
    private final Progress progress;

    /**
     * The domain.
     *
     * @param server the name server that nodes are to ask; "system" for their machine's
     */
    public record Domain(String name, String server, long ttlSeconds, View view) {
        /** How DNS looks from an address. */
        public interface View {
            Dns from(Optional<String> address);
        }
    }

    /**
     * How to go about it.
     *
     * @param dnsLimit until DNS must be ready
     * @param startLimit until the cluster must be healthy
     * @param oneByOne do what must not be done: start each node before the next is published
     * @param rollback remove what was made when a step fails
     */
    public record Plan(
            Duration dnsLimit, Duration startLimit, boolean oneByOne, boolean rollback) {}

    public DnsCluster(LiveLab lab, Provider provider, Domain domain, Progress progress) {
        this.lab = lab;
        this.provider = provider;
        this.domain = domain;
        this.progress = progress;
    }

    /** Does it all. */
    public void create(Plan plan) throws InterruptedException {
        try {
            lab.prepare(progress::note);
            lab.folder().record(lab.lab());
            lab.create(lab.lab().nodes(), progress::note);
            if (plan.oneByOne()) {
                startOneByOne(plan);
            } else {
                startTogether(plan);
            }
        } catch (RuntimeException | InterruptedException failure) {
            if (plan.rollback()) {
                rollBack(failure);
            } else {
                progress.note("left as they are: " + lab.lab().names());
            }
            throw failure;
        }
    }

    private void startTogether(Plan plan) throws InterruptedException {
        var nodes = lab.lab().nodes();
        for (var node : nodes) {
            lab.provision(node, bootstrap(node, nodes.size()));
            publish(node);
        }
        var observers = new ArrayList<AwaitRecords.Observer>();
        for (var node : nodes) {
            var address = Optional.of(lab.driver().place(node).address());
            observers.add(new AwaitRecords.Observer(node.name(), domain.view().from(address)));
        }
        var pause = Duration.ofSeconds(Math.min(5, domain.ttlSeconds()));
        new AwaitRecords(domain.name(), nodes.size(), lab.time())
                .run(observers, new AwaitRecords.Patience(plan.dnsLimit(), pause), progress::note);
        progress.note("every node's resolver sees all %d of them".formatted(nodes.size()));
        new Start(lab, progress, plan.startLimit()).run(nodes);
    }

    /** The accident: whoever starts early takes half a list for the whole. */
    private void startOneByOne(Plan plan) throws InterruptedException {
        var nodes = lab.lab().nodes();
        for (var node : nodes) {
            lab.provision(node, bootstrap(node, 0));
        }
        for (var node : nodes) {
            publish(node);
            lab.launch(node);
            progress.stage(node.name(), "started before the next one is published");
            if (node.equals(nodes.getFirst())) {
                new AwaitHealthy(lab, progress, plan.startLimit()).of(List.of(node));
            } else {
                awaitAnswer(node, plan.startLimit());
            }
        }
    }

    /** It never gets healthy; but before it answers, nobody can see what has gone wrong. */
    private void awaitAnswer(NodeSpec node, Duration limit) throws InterruptedException {
        var deadline = Deadline.in(limit, lab.time());
        while (Look.atAnswers(lab, List.of(node)).reports().stream()
                .anyMatch(it -> it.health() == Health.UNREACHABLE)) {
            if (deadline.isOver()) {
                progress.note("%s does not answer: see `labctl logs`".formatted(node.name()));
                return;
            }
            lab.time().pause(PAUSE);
        }
        progress.stage(node.name(), "answers");
    }

    private void publish(NodeSpec node) {
        provider.add(records(node));
        progress.stage(node.name(), "published");
    }

    private List<Record> records(NodeSpec node) {
        return new NodeRecords(domain.name(), lab.lab().ports(), domain.ttlSeconds())
                .of(node.name(), lab.driver().place(node).address());
    }

    private Bootstrap bootstrap(NodeSpec node, int expected) {
        var settings = new HashMap<String, String>();
        settings.put("ETCD_DISCOVERY_SRV", domain.name());
        settings.put(
                "ETCD_INITIAL_ADVERTISE_PEER_URLS",
                "http://%s.%s:%d".formatted(node.name(), domain.name(), lab.lab().ports().peer()));
        if (lab.lab().engine() == Engine.TURTLED) {
            settings.putAll(ours(expected));
        }
        return Bootstrap.finding(settings);
    }

    /** What the real etcd does not know. */
    private Map<String, String> ours(int expected) {
        var settings = new HashMap<String, String>();
        if (expected > 0) {
            settings.put("ETCD_DISCOVERY_SRV_EXPECT", String.valueOf(expected));
        }
        if (!domain.server().equals("system")) {
            settings.put("ETCD_DNS_SERVER", domain.server());
        }
        return settings;
    }

    /** Takes the records away and the nodes down; safe to repeat. */
    public void destroy() throws InterruptedException {
        for (var node : lab.lab().nodes()) {
            provider.remove(records(node).reversed());
            progress.stage(node.name(), "unpublished");
        }
        new Down(lab, progress, LEAVING).run();
    }

    private void rollBack(Exception failure) throws InterruptedException {
        progress.note("rolling back: " + lab.lab().names());
        try {
            destroy();
        } catch (LabFailure e) {
            failure.addSuppressed(e);
            new Down(lab, progress, LEAVING).run();
        }
    }
}
