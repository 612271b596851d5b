package turtlelab.labctl.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.SpareLab;
import turtlelab.labctl.lab.action.Up;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.lab.look.NodeReport;
import turtlelab.labctl.render.Progress;

/** Three nodes of one engine in a temporary folder, on loopback addresses that no lab has. */
final class BenchLab implements AutoCloseable {

    private static final int NODES = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final SpareLab spare;
    private final LiveLab lab;

    private BenchLab(SpareLab spare) {
        this.spare = spare;
        this.lab = spare.live();
    }

    /**
     * Raises a lab of this engine.
     *
     * @param heap Java heap of each turtled
     */
    static BenchLab raise(Engine engine, String heap) throws InterruptedException {
        int net =
                switch (engine) {
                    case TURTLED -> 60;
                    case ETCD -> 61;
                };
        var nodes = SpareLab.nodes(engine.word(), net, NODES);
        var raised = new BenchLab(SpareLab.open(engine, heap, nodes));
        raised.up();
        return raised;
    }

    private void up() throws InterruptedException {
        try {
            new Up(lab, Progress.silent(), START_LIMIT).run();
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    LiveLab lab() {
        return lab;
    }

    /** The node that leads now. */
    NodeSpec leader() throws InterruptedException {
        return Look.at(lab)
                .leader()
                .map(NodeReport::node)
                .orElseThrow(
                        () ->
                                new LabFailure(
                                        LabFailure.Kind.UNHEALTHY,
                                        "no leader among " + lab.lab().names()));
    }

    /** All client URLs, the leader's first: every engine meets its clients in the same order. */
    List<String> urls() throws InterruptedException {
        var leader = leader();
        var others = lab.lab().nodes().stream().filter(node -> !node.equals(leader));
        return Stream.concat(Stream.of(leader), others)
                .map(node -> lab.urls(node).client())
                .toList();
    }

    /** The largest memory that one of the nodes holds. */
    long residentBytes() {
        return lab.lab().nodes().stream()
                .map(lab::process)
                .flatMap(Optional::stream)
                .mapToLong(process -> process.residentBytes())
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        spare.close();
    }
}
