package turtlelab.labctl.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import turtlelab.labctl.bench.Bench;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Engine;

/** {@code labctl bench}. */
@Command(
        name = "bench",
        header = "Measure engines side by side, in labs of its own.",
        description =
                "Raises three nodes of each engine in a temporary folder on 127.0.60.x and up, runs"
                    + " the same clients against them in turn, kills leaders, restarts, prints"
                    + " medians and ratios, and removes everything. Your lab is not touched, but"
                    + " take it down for honest figures.",
        footer = {
            "%nExamples:",
            "  labctl bench",
            "  labctl bench --engines turtled --rounds 1 --seconds 2",
            "  labctl bench --only 'put, 1 client' --only failover",
            "  labctl bench --fill 1M --heap 512m --json"
        })
final class BenchCommand implements Callable<Integer> {

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "turtled,etcd",
            description = "What to measure; ratios are to the last (${DEFAULT-VALUE}).")
    private List<Engine> engines = List.of();

    @Option(
            names = "--only",
            paramLabel = "WORDS",
            description =
                    "Measure only what has these words in its name, such as put, 'range, 64',"
                            + " failover or restart. May be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each load runs (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long each load runs (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--fill",
            paramLabel = "KEYS",
            defaultValue = "0",
            description = "Put so many keys first, such as 100000, 200k or 1M.")
    private String fill = "0";

    @Option(
            names = "--watches",
            paramLabel = "N",
            defaultValue = "0",
            description = "Measure the leader's memory for so many idle watches, such as 100000.")
    private int watches;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "256m",
            description = "Java heap of each turtled (${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @ParentCommand private @Nullable Labctl labctl;

    @Override
    public Integer call() throws InterruptedException {
        if (labctl == null) {
            throw new IllegalStateException("used outside of a command line");
        }
        GRPC.setLevel(Level.WARNING);
        var session = labctl.session();
        var length = Duration.ofSeconds(seconds);
        var plan = new Bench.Plan(engines, only, rounds, length, keys(fill), watches, heap);
        try (var progress = session.terminal().progress(session.streams())) {
            var results = new Bench(plan, progress).run();
            var out = session.streams().out();
            if (json) {
                out.println(results.json());
            } else {
                results.table(session.terminal().width()).forEach(out::println);
            }
        }
        return ExitCodes.OK;
    }

    private static int keys(String text) {
        var number = text.toLowerCase(Locale.ROOT).replace("k", "000").replace("m", "000000");
        if (!number.matches("[0-9]{1,9}")) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "--fill %s: use a number of keys such as 100000, 200k or 1M".formatted(text));
        }
        return Integer.parseInt(number);
    }
}
