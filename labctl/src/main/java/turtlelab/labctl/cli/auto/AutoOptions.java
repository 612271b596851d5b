package turtlelab.labctl.cli.auto;

import java.util.List;
import picocli.CommandLine.Option;
import turtlelab.labctl.auto.AutoCluster;
import turtlelab.labctl.exec.LabFailure;

/** Which cluster, and for whom the answer is. */
final class AutoOptions {
    @Option(
            names = "--endpoints",
            split = ",",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:2379",
            description = "Client URLs of some members (default: ${DEFAULT-VALUE}).")
    private List<String> endpoints = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    AutoCluster cluster() {
        return new AutoCluster(
                endpoints.stream().map(it -> it.contains("://") ? it : "http://" + it).toList());
    }

    static LabFailure wrong(String message) {
        return new LabFailure(LabFailure.Kind.CONFIGURATION, message);
    }
}
