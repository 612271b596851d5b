package turtlelab.labctl.cli.verb;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.lab.LiveLab;

/** {@code labctl logs}. */
@CommandLine.Command(
        name = "logs",
        header = "Show what daemons wrote to stdout and stderr.",
        description = "With several nodes each line begins with its node's name.",
        footer = {"%nExamples:", "  labctl logs turtle1 --tail 50", "  labctl logs -f"})
public final class LogsCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as lines come, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--tail",
            paramLabel = "N",
            defaultValue = "100",
            description = "Begin with the last N lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Whose logs; all when none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var nodes = Nodes.named(lab, names);
        if (follow) {
            InParallel.forEach(nodes, node -> follow(lab, node, printer(nodes, node)));
        } else {
            nodes.forEach(node -> lab.lastLogLines(node, lines).forEach(printer(nodes, node)));
        }
        return ExitCodes.OK;
    }

    private void follow(LiveLab lab, NodeSpec node, Consumer<String> printer) {
        var driver = lab.driver();
        try {
            driver.shell(node).follow(driver.log(node, lines, true), printer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Consumer<String> printer(List<NodeSpec> nodes, NodeSpec node) {
        PrintStream out = options.session().streams().out();
        var prefix = nodes.size() == 1 ? "" : node.name() + " | ";
        return line -> {
            out.println(prefix + line);
            if (out.checkError()) {
                throw new UncheckedIOException(new IOException("nobody reads on"));
            }
        };
    }
}
