package turtlelab.labctl.cli.dns;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Json;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.Behind;

/** {@code labctl dns check}. */
@Command(
        name = "check",
        header = "Compare DNS with the nodes behind it.",
        description =
                "One domain must lead to one cluster and to all of its members. Finds split"
                        + " bootstraps, stale and missing records, and nodes that do not answer."
                        + " Exits with 7 when something is wrong.",
        footer = {"%nExample:", "  labctl dns check --domain lab.test"})
final class DnsCheckCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final DnsOptions options = new DnsOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var remarks = new Behind(options.domain(), options.dns(Optional.empty()), LIMIT).look();
        if (json) {
            run.print(Json.write(remarks));
        } else {
            remarks.forEach(this::tell);
        }
        boolean isRight = remarks.stream().noneMatch(Behind.Remark::problem);
        return isRight ? ExitCodes.OK : ExitCodes.CHECK_FAILED;
    }

    private void tell(Behind.Remark remark) {
        run.print((remark.problem() ? "problem  " : "ok       ") + remark.text());
        if (!remark.cure().isEmpty()) {
            run.print("         cure: " + remark.cure());
        }
    }
}
