package turtlelab.labctl.cli.compare;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.compare.Starts;

/** {@code labctl compare start}. */
@Command(
        name = "start",
        header = "Nodes start for the first time: all at once, and one after the other.",
        description =
                "Tells the time to the first leader, from the first start and from the start that"
                        + " made a quorum. Until then nobody can write, however many wait.",
        footer = {
            "%nExamples:",
            "  labctl compare start",
            "  labctl compare start --apart 3s --nodes 5 --engine etcd",
            "  labctl compare start --json"
        })
final class CompareStartCommand implements Callable<Integer> {

    @Mixin private final CompareOptions options = new CompareOptions();

    @Option(
            names = "--apart",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "From one start to the next (${DEFAULT-VALUE}).")
    private String apart = "";

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "3, 5 or 7 nodes (${DEFAULT-VALUE}).")
    private int nodes = 3;

    @Override
    public Integer call() throws InterruptedException {
        var pause = Given.duration("--apart", apart);
        if (nodes != 3 && nodes != 5 && nodes != 7) {
            throw Given.wrong("--nodes %d: use 3, 5 or 7".formatted(nodes));
        }
        options.print(
                (engine, heap, progress) -> new Starts(engine, heap, nodes, pause, progress).run());
        return ExitCodes.OK;
    }
}
