package turtlelab.labctl.cli.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.AwaitRecords;
import turtlelab.labctl.dns.AwaitRecords.Observer;
import turtlelab.labctl.lab.LiveLab;

/** {@code labctl dns wait}. */
@Command(
        name = "wait",
        header = "Wait until every node's own resolver sees all records.",
        description =
                "Looks from the address of each node of the raised lab, or from those given: what"
                    + " the machine in the middle sees proves nothing about the others. Ready when"
                    + " both services have exactly N targets and each has an address.",
        footer = {
            "%nExamples:",
            "  labctl dns wait --domain lab.test --expect 3",
            "  labctl dns wait --expect 3 --from 127.0.0.2,127.0.0.3 --timeout 60"
        })
final class DnsWaitCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final DnsOptions options = new DnsOptions();

    @Option(names = "--expect", required = true, paramLabel = "N", description = "Targets.")
    private int expect;

    @Option(
            names = "--from",
            split = ",",
            paramLabel = "ADDRESS",
            description = "Look from these addresses of this machine.")
    private List<String> from = List.of();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "Pause between looks; else the TTL, 5 at most.")
    private Optional<Long> interval = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Give up after so many seconds (default: ${DEFAULT-VALUE}).")
    private long timeout = 600;

    @Override
    public Integer call() throws InterruptedException {
        Given.atLeast(1, "--expect", expect);
        Given.atLeast(1, "--timeout", timeout);
        interval.ifPresent(it -> Given.atLeast(1, "--interval", it));
        var patience =
                new AwaitRecords.Patience(
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(interval.orElse(Math.min(5, options.ttl()))));
        var time = run.session().surroundings().time();
        new AwaitRecords(options.domain(), expect, time).run(observers(), patience, run::tell);
        run.tell("every resolver sees %d targets".formatted(expect));
        return ExitCodes.OK;
    }

    private List<Observer> observers() {
        var observers = new ArrayList<Observer>();
        for (var address : from) {
            observers.add(new Observer(address, options.dns(Optional.of(address))));
        }
        if (from.isEmpty()) {
            lab.ifRaised().ifPresent(live -> observers.addAll(nodes(live)));
        }
        if (observers.isEmpty()) {
            observers.add(new Observer("this machine", options.dns(Optional.empty())));
        }
        return observers;
    }

    private List<Observer> nodes(LiveLab live) {
        return live.lab().nodes().stream()
                .map(node -> Optional.of(live.driver().place(node).address()))
                .map(address -> new Observer(address.get(), options.dns(address)))
                .toList();
    }
}
