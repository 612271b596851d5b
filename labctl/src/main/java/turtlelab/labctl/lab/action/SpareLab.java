package turtlelab.labctl.lab.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.CtrlC;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Ports;
import turtlelab.labctl.lab.Signal;
import turtlelab.labctl.render.Progress;

/**
 * A lab beside the user's: processes in a temporary folder, on loopback addresses that no lab has.
 * Closing it removes everything.
 */
public record SpareLab(Path folder, LiveLab live) implements AutoCloseable {

    /** How the names of their folders begin, among the machine's temporary ones. */
    public static final String FOLDER = "labctl-spare-";

    private static final String BROKEN_OFF =
            "labctl: broken off: removing its labs. Ctrl-C again leaves them running; `labctl down"
                    + " --lab FOLDER/lab.yaml` removes one, its FOLDER is "
                    + Path.of(System.getProperty("java.io.tmpdir"), FOLDER + "*");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /**
     * A lab of which nothing runs yet.
     *
     * @param heap Java heap of each turtled
     */
    public static SpareLab open(Engine engine, String heap, List<NodeSpec> nodes) {
        var lab = new Lab("local", engine, "spare", heap, Ports.STANDARD, "none", nodes);
        try {
            var folder = Files.createTempDirectory(FOLDER);
            var state = new LabFolder(folder.resolve(LabFolder.NAME));
            return new SpareLab(folder, LiveLab.on(lab, state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many nodes on 127.0.NET.2 and up, named as the word says. */
    public static List<NodeSpec> nodes(String word, int net, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> node(word + number, "127.0.%d.%d".formatted(net, number + 1)))
                .toList();
    }

    private static NodeSpec node(String name, String address) {
        return new NodeSpec(name, address, address);
    }

    /**
     * From now until what it returns is closed, Ctrl-C interrupts the calling thread, which is to
     * close its labs, and says so.
     */
    public static CtrlC closedAtCtrlC(Progress progress) {
        return CtrlC.interruptsThisThread(() -> progress.note(BROKEN_OFF));
    }

    /**
     * Takes the lab down to the end, also when the thread was interrupted. Nobody needs its data,
     * so its daemons are killed: in good order a last one would wait for the others.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            live.lab().nodes().forEach(node -> live.signal(node, Signal.KILL));
            new Down(live, Progress.silent(), STOP_LIMIT).run();
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
