package turtlelab.labctl.cli.discovery;

import picocli.CommandLine.Command;

/** {@code labctl discovery}. */
@Command(
        name = "discovery",
        header = "Serve and use a discovery service, where new members find each other.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            ServeCommand.class,
            NewCommand.class,
            ShowCommand.class,
            RemoveCommand.class,
        },
        footer = {
            "%nExamples:",
            "  labctl discovery serve &",
            "  url=$(labctl discovery new --size 3)",
            "  turtled --name one --discovery $url ...",
            "  labctl discovery show $url"
        })
public final class DiscoveryCommand {}
