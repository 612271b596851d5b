package turtlelab.labctl.cli.auto;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.auto.Demo;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Tree;
import turtlelab.labctl.lab.Engine;

/** {@code labctl auto demo}. */
@Command(
        name = "demo",
        header = "Play the example of the post: four terminals in one.",
        description = {
            "Starts hosts on this machine on the post's own ports (2379 and on), waits for the"
                    + " cluster, raises the size and lowers it again, shows the journal, and ends"
                    + " every process it started. What it types is printed, to be typed again."
                    + " Nothing is left behind, but logs when it fails."
        },
        footer = {"%nExamples:", "  labctl auto demo", "  labctl auto demo --hosts 5 --stay"})
final class AutoDemoCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "4",
            description = "Hosts, 2 to 9 (default: ${DEFAULT-VALUE}).")
    private int hosts = 4;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "3",
            description = "Members at first (default: ${DEFAULT-VALUE}).")
    private int size = 3;

    @Option(names = "--stay", description = "Leave the hosts running until Ctrl-C.")
    private boolean stay;

    @Override
    public Integer call() throws InterruptedException {
        if (hosts < 2 || hosts > 9 || size < 1 || size > hosts) {
            throw Given.wrong("use --hosts 2 to 9, and --size 1 to as many as hosts");
        }
        var surroundings = run.session().surroundings();
        try {
            var folder = Files.createTempDirectory("labctl-auto-demo");
            var program = surroundings.programs().daemon(Engine.TURTLED);
            try (var demo = new Demo(program, folder, surroundings.time(), run::print)) {
                var hook = new Thread(() -> end(demo), "demo-end");
                Runtime.getRuntime().addShutdownHook(hook);
                play(demo);
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            Tree.remove(folder); // a demo that failed keeps its logs, and has told where they are
        } catch (IOException e) {
            throw new LabFailure(LabFailure.Kind.UNAVAILABLE, "the demo: " + e.getMessage(), e);
        }
        return ExitCodes.OK;
    }

    private void play(Demo demo) throws IOException, InterruptedException {
        demo.begin(hosts, size);
        if (hosts > size) {
            demo.resize(hosts, hosts);
            demo.resize(size, hosts);
        }
        run.print("$ labctl auto history");
        var history = demo.cluster().history(20);
        HistoryTable.of(history, run.session().terminal().width()).forEach(run::print);
        if (stay) {
            run.tell("the hosts stay until Ctrl-C");
            run.stay();
        }
    }

    private static void end(Demo demo) {
        try {
            demo.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
