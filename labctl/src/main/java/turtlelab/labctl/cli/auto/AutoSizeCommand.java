package turtlelab.labctl.cli.auto;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.join.auto.IdealSize;
import turtlelab.join.base.Json;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto size}. */
@Command(
        name = "size",
        header = "Show how many members are wanted, or ask for another number.",
        description =
                "The same as `etcdctl put /_mgmt/idealClusterSize N`, but nonsense is refused here"
                        + " instead of ignored there.",
        footer = {"%nExamples:", "  labctl auto size", "  labctl auto size 5"})
final class AutoSizeCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Parameters(arity = "0..1", paramLabel = "N", description = "Members wanted, 1 to 65535.")
    private Optional<String> wanted = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        var cluster = options.cluster(lab);
        if (wanted.isPresent()) {
            var refusal = IdealSize.refusal(wanted.get());
            if (refusal.isPresent()) {
                throw Given.wrong(refusal.get());
            }
            cluster.size(Integer.parseInt(wanted.get().strip()));
        }
        var sight = cluster.look();
        sight.strangeness().ifPresent(run::tell);
        var size = sight.board().size();
        run.print(
                options.json() ? Json.write(Map.of("wanted", size.wanted())) : "" + size.wanted());
        size.complaint().ifPresent(it -> run.tell("ignored: " + it));
        size.hint().ifPresent(it -> run.tell("hint: " + it));
        return ExitCodes.OK;
    }
}
