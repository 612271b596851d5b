package turtlelab.labctl.cli.auto;

import picocli.CommandLine.Command;

/** {@code labctl auto}. */
@Command(
        name = "auto",
        header = "Look at an automatic cluster and lead it: how many members, and who.",
        description = {
            "Hosts started with turtled's --seeds volunteer; the leader makes as many of them"
                    + " members as are wanted, and lets members go that are dead, leave or are too"
                    + " many. Each step asks the quorum guard first."
        },
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            AutoStatusCommand.class,
            AutoSizeCommand.class,
            AutoVolunteerCommand.class,
            AutoRevokeCommand.class,
            AutoPauseCommand.class,
            AutoResumeCommand.class,
            AutoHistoryCommand.class,
            AutoExplainCommand.class,
            AutoDemoCommand.class,
        },
        footer = {
            "%nExamples:",
            "  labctl auto demo --hosts 4",
            "  labctl auto status --endpoints http://127.0.0.1:2379",
            "  labctl auto size 5 ; labctl auto explain"
        })
public final class AutoCommand {}
