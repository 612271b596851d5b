package turtlelab.labctl.cli.dns;

import picocli.CommandLine.Command;

/** {@code labctl dns-cluster}. */
@Command(
        name = "dns-cluster",
        header = "Raise a lab that finds itself by DNS, as the seed's process has it.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {DnsClusterCreateCommand.class, DnsClusterDestroyCommand.class},
        footer = {
            "%nExamples:",
            "  labctl dns serve &",
            "  labctl dns-cluster create --size 3 --domain lab.test",
            "  labctl dns-cluster destroy --domain lab.test"
        })
public final class DnsClusterCommand {}
