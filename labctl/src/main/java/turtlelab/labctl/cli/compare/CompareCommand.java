package turtlelab.labctl.cli.compare;

import picocli.CommandLine.Command;

/** {@code labctl compare}. */
@Command(
        name = "compare",
        header = "Do one thing in two ways, and draw what clients notice of each.",
        description =
                "Raises labs of its own in a temporary folder on 127.0.62.x and up, writes to them"
                        + " ten times a second meanwhile, and removes everything. Your lab is not"
                        + " touched.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {CompareAddCommand.class, CompareStartCommand.class},
        footer = {
            "%nExamples:",
            "  labctl compare add                  the hole between one and two",
            "  labctl compare start --apart 3s     all at once, or one after the other"
        })
public final class CompareCommand {}
