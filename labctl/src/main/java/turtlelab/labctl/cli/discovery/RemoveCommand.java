package turtlelab.labctl.cli.discovery;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl discovery rm}. */
@Command(
        name = "rm",
        header = "Take entries away from a token.",
        description =
                "Membership is not touched: this only corrects what later joiners will read. Safe"
                        + " to repeat.",
        footer = {"%nExample:", "  labctl discovery rm http://127.0.0.1:8087/0123... 8e9e05c52164"})
final class RemoveCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final TokenUrl token = new TokenUrl();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ID",
            description = "Member IDs, as `labctl discovery show` prints them.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
        for (var id : ids) {
            boolean wasThere = token.ask(registry -> registry.delete(id));
            run.tell(id + ": " + (wasThere ? "removed" : "not registered"));
        }
        return ExitCodes.OK;
    }
}
