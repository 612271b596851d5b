package turtlelab.labctl.cli.verb;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.Down;

/** {@code labctl down}. */
@Command(
        name = "down",
        header = "Take the lab down: stop every node, remove its data and logs.",
        description =
                "Removes what labctl made and recorded, and nothing else; also what an up that was"
                    + " broken off left behind. Nodes that do not end in time are killed. Safe to"
                    + " repeat.",
        footer = {"%nExample:", "  labctl down"})
public final class DownCommand implements Callable<Integer> {

    private static final String BROKEN_OFF = "What is left stays recorded: `labctl down` goes on.";

    @Mixin private final LabOptions options = new LabOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Kill what has not ended after so many seconds (${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.ifRaised();
        if (lab.isPresent()) {
            down(lab.get());
        } else {
            options.session().streams().err().println("No lab is raised: nothing to remove.");
        }
        return ExitCodes.OK;
    }

    private void down(LiveLab lab) throws InterruptedException {
        var session = options.session();
        try (var progress = session.progress(BROKEN_OFF)) {
            new Down(lab, progress, Duration.ofSeconds(seconds)).run();
        }
    }
}
