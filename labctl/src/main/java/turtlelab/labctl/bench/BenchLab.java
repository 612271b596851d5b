package turtlelab.labctl.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.lab.action.Down;
import turtlelab.labctl.lab.action.Up;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.lab.look.NodeReport;
import turtlelab.labctl.render.Progress;

/** Three nodes of one engine in a temporary folder, on loopback addresses that no lab has. */
final class BenchLab implements AutoCloseable {

    private static final int NODES = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final LiveLab lab;

    private BenchLab(Path folder, LiveLab lab) {
        this.folder = folder;
        this.lab = lab;
    }

    /**
     * Raises a lab of this engine.
     *
     * @param heap Java heap of each turtled
     */
    static BenchLab raise(Engine engine, String heap) throws InterruptedException {
        var lab = new Lab("local", engine, "bench", heap, Ports.STANDARD, "none", nodes(engine));
        try {
            var folder = Files.createTempDirectory("labctl-bench-");
            var state = new LabFolder(folder.resolve(LabFolder.NAME));
            var raised = new BenchLab(folder, LiveLab.on(lab, state));
            raised.up();
            return raised;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void up() throws InterruptedException {
        try {
            new Up(lab, Progress.silent(), START_LIMIT).run();
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private static List<NodeSpec> nodes(Engine engine) {
        int net =
                switch (engine) {
                    case TURTLED -> 60;
                    case ETCD -> 61;
                };
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(i -> node(engine, "127.0.%d.%d".formatted(net, i + 1), i))
                .toList();
    }

    private static NodeSpec node(Engine engine, String address, int number) {
        return new NodeSpec(engine.word() + number, address, address);
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

    /** Takes the lab down to the end, also when the thread was interrupted. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            new Down(lab, Progress.silent(), STOP_LIMIT).run();
            Files.deleteIfExists(folder);
        } catch (InterruptedException _) {
            interrupted = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
