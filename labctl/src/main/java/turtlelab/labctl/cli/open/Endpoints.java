package turtlelab.labctl.cli.open;

import java.util.List;
import picocli.CommandLine.Option;

/** Which cluster a verb is about, by the client URLs of some members. */
public final class Endpoints {
    @Option(
            names = "--endpoints",
            split = ",",
            paramLabel = "URL",
            description = "Client URLs of some members; else those of the raised lab.")
    private List<String> urls = List.of();

    /** Those that were given, else the raised lab's; empty when no lab is raised. */
    public List<String> orThoseOf(LabOptions lab) {
        if (urls.isEmpty()) {
            return lab.ifRaised().map(it -> List.of(it.endpoints().split(","))).orElse(List.of());
        }
        return urls.stream().map(Given::url).toList();
    }
}
