package turtlelab.labctl.cli.dns;

import java.util.List;
import java.util.concurrent.Callable;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.NodeRecords;

/** {@code labctl dns rm}. */
@Command(
        name = "rm",
        header = "Take every record of these nodes out of DNS, and no other's.",
        description = "Services go before addresses. Safe to repeat.",
        footer = {"%nExample:", "  labctl dns rm turtle3 --domain lab.test"})
final class DnsRemoveCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final DnsOptions options = new DnsOptions();

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "The nodes' names.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        var provider = options.provider(run);
        var present = provider.records();
        for (var name : names) {
            var host = NodeRecords.name(name + "." + options.domain());
            var services =
                    present.stream()
                            .filter(
                                    it ->
                                            it instanceof SRVRecord service
                                                    && service.getTarget().equals(host))
                            .toList();
            var hosts = present.stream().filter(it -> it.getName().equals(host)).toList();
            remove(provider, services);
            remove(provider, hosts);
            run.tell("%s: %d records removed".formatted(name, services.size() + hosts.size()));
        }
        return ExitCodes.OK;
    }

    private static void remove(
            turtlelab.labctl.dns.provider.Provider provider, List<Record> records) {
        if (!records.isEmpty()) {
            provider.remove(records);
        }
    }
}
