package turtlelab.labctl.ctl.display;

import java.time.Duration;
import turtlelab.labctl.ctl.flag.GoDuration;

/**
 * Whether an endpoint could commit something.
 *
 * @param error empty when it could
 */
public record EndpointHealth(String endpoint, Duration length, String error) {

    public boolean isHealthy() {
        return error.isEmpty();
    }

    String took() {
        return GoDuration.text(length);
    }
}
