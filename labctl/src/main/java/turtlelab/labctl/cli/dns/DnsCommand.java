package turtlelab.labctl.cli.dns;

import picocli.CommandLine.Command;

/** {@code labctl dns}. */
@Command(
        name = "dns",
        header =
                "Serve the lab's own DNS, publish nodes in it, and see whether it tells the truth.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            DnsServeCommand.class,
            DnsRecordsCommand.class,
            DnsAddCommand.class,
            DnsRemoveCommand.class,
            DnsSyncCommand.class,
            DnsWaitCommand.class,
            DnsCheckCommand.class,
        },
        footer = {
            "%nExamples:",
            "  labctl dns serve --domain lab.test &",
            "  labctl dns add turtle1 127.0.0.2 --domain lab.test",
            "  labctl dns wait --domain lab.test --expect 3",
            "  labctl dns check --domain lab.test"
        })
public final class DnsCommand {}
