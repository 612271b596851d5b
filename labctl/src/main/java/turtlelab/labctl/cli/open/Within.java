package turtlelab.labctl.cli.open;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a verb may take. */
public final class Within {

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up after so many seconds (default: ${DEFAULT-VALUE}).")
    private int seconds;

    public Duration limit() {
        return Duration.ofSeconds(seconds);
    }
}
