package turtlelab.labctl.cli.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Http;
import turtlelab.join.base.Reason;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.exec.LabFailure;

/** {@code labctl discovery new}. */
@Command(
        name = "new",
        header = "Ask a discovery service for a new token and print its URL.",
        description =
                "Asks labctl's own service, a turtled (which has /new as well), or any other that"
                        + " speaks etcd's protocol.",
        footer = {
            "%nExamples:",
            "  labctl discovery new --size 5",
            "  labctl discovery new --server http://127.0.0.2:2379"
        })
final class NewCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Mixin private final ThisRun run = new ThisRun();

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://" + ServeCommand.DEFAULT_ADDRESS,
            description = "The service (default: ${DEFAULT-VALUE}).")
    private String server = "";

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "3",
            description = "Members of the cluster to be (default: ${DEFAULT-VALUE}).")
    private int size;

    @Override
    public Integer call() {
        var url = Given.url(server).replaceAll("/+$", "") + "/new?size=" + size;
        try {
            var reply = Http.send(Http.Request.get(url), LIMIT);
            if (reply.status() != 200) {
                throw new LabFailure(
                        reply.status() < 500
                                ? LabFailure.Kind.CONFIGURATION
                                : LabFailure.Kind.UNAVAILABLE,
                        "%s answered %d: %s"
                                .formatted(server, reply.status(), reply.body().strip()));
            }
            run.print(reply.body().strip());
            return ExitCodes.OK;
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "no discovery service at %s (%s): start one with `labctl discovery serve`"
                            .formatted(server, Reason.of(e)),
                    e);
        }
    }
}
