package turtlelab.labctl.cli.dns;

import java.util.Comparator;
import java.util.concurrent.Callable;
import org.xbill.DNS.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl dns records}. */
@Command(
        name = "records",
        header = "Print all address and service records of the domain.",
        description = "One a line, as in a zone file.",
        footer = {"%nExample:", "  labctl dns records --domain lab.test"})
final class DnsRecordsCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final DnsOptions options = new DnsOptions();

    @Override
    public Integer call() {
        options.provider(run).records().stream()
                .sorted(Comparator.comparingInt(Record::getType).thenComparing(Record::toString))
                .map(record -> record.toString().replaceAll("\\s+", " "))
                .forEach(run::print);
        return ExitCodes.OK;
    }
}
