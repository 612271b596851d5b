package turtlelab.labctl.cli.auto;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.join.auto.Entry;
import turtlelab.join.base.Json;
import turtlelab.labctl.auto.AutoCluster.Sight;
import turtlelab.labctl.auto.HostRow;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto explain}. */
@Command(
        name = "explain",
        header =
                "Tell what the leader is about to do, or what it waits for, with the guard's sums.",
        footer = {"%nExample:", "  labctl auto explain"})
final class AutoExplainCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Override
    public Integer call() throws InterruptedException {
        var sight = options.cluster(lab).look();
        if (options.json()) {
            run.print(sight.thought().map(Json::write).orElse("{}"));
            return ExitCodes.OK;
        }
        run.print("members: " + sight.picture().voters());
        var size = sight.board().size();
        run.print(
                "wanted: %d, as %s says"
                        .formatted(
                                size.wanted(), size.key().isEmpty() ? "the default" : size.key()));
        size.complaint().ifPresent(it -> run.print("ignored: " + it));
        size.hint().ifPresent(it -> run.print("hint: " + it));
        run.print("hosts: " + hosts(sight));
        run.print(
                sight.thought().map(AutoExplainCommand::told).orElse("no leader has thought yet"));
        return ExitCodes.OK;
    }

    private static String told(Entry thought) {
        var sums = thought.guard().isEmpty() ? "" : "%nguard: %s".formatted(thought.guard());
        return "step: %s, since %s (term %d)%s"
                .formatted(thought.did(), thought.why(), thought.term(), sums);
    }

    private static String hosts(Sight sight) {
        return sight.hosts().stream()
                .collect(
                        Collectors.groupingBy(
                                HostRow::state,
                                java.util.TreeMap::new,
                                Collectors.mapping(HostRow::name, Collectors.joining(" "))))
                .toString();
    }
}
