package turtlelab.labctl.cli.auto;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.auto.AutoCluster;
import turtlelab.labctl.cli.open.Endpoints;
import turtlelab.labctl.cli.open.LabOptions;

/** Which cluster, and for whom the answer is. */
final class AutoOptions {
    /** Where the first host of the post's example serves. */
    private static final String FIRST_HOST = "http://127.0.0.1:2379";

    @Mixin private final Endpoints endpoints = new Endpoints();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    AutoCluster cluster(LabOptions lab) {
        var urls = endpoints.orThoseOf(lab);
        return new AutoCluster(urls.isEmpty() ? List.of(FIRST_HOST) : urls);
    }
}
