package turtlelab.labctl.cli.dns;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl dns add}. */
@Command(
        name = "add",
        header = "Publish a node: its address, its peer service, its client service.",
        description = "Safe to repeat. Start no node of a new cluster before all are published.",
        footer = {
            "%nExamples:",
            "  labctl dns add turtle1 127.0.0.2 --domain lab.test",
            "  labctl dns add turtle1 127.0.0.2 --ssl --service-name blue"
        })
final class DnsAddCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final DnsOptions options = new DnsOptions();
    @Mixin private final DnsNode node = new DnsNode();

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "Its address.")
    private String address = "";

    @Override
    public Integer call() {
        var records = node.records(options, address);
        options.provider(run).add(records);
        records.forEach(it -> run.tell("added " + it.toString().replaceAll("\\s+", " ")));
        return ExitCodes.OK;
    }
}
