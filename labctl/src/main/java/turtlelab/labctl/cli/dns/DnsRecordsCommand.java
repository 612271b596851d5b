package turtlelab.labctl.cli.dns;

import java.util.Comparator;
import java.util.concurrent.Callable;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Json;
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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var records =
                options.provider(run).records().stream()
                        .sorted(
                                Comparator.comparingInt(Record::getType)
                                        .thenComparing(Record::toString))
                        .toList();
        if (json) {
            run.print(Json.write(records.stream().map(Told::of).toList()));
        } else {
            if (records.isEmpty()) {
                run.tell("%s has no records".formatted(options.domain()));
            }
            records.forEach(it -> run.print(it.toString().replaceAll("\\s+", " ")));
        }
        return ExitCodes.OK;
    }

    /** A record in JSON. */
    private record Told(String name, long ttl, String type, String data) {
        static Told of(Record record) {
            return new Told(
                    record.getName().toString(),
                    record.getTTL(),
                    Type.string(record.getType()),
                    record.rdataToString());
        }
    }
}
