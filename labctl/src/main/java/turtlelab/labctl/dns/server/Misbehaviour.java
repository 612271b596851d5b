package turtlelab.labctl.dns.server;

import java.time.Duration;
import java.util.Map;

/**
 * What the name server does wrong on purpose.
 *
 * @param delay everybody sees changes so late
 * @param staleFor clients at these addresses see them so much later
 * @param dropEvery every so manyth request is not answered; 0 for none
 * @param slow every answer comes so late
 */
public record Misbehaviour(
        Duration delay, Map<String, Duration> staleFor, int dropEvery, Duration slow) {
    public static final Misbehaviour NONE =
            new Misbehaviour(Duration.ZERO, Map.of(), 0, Duration.ZERO);

    public Misbehaviour {
        staleFor = Map.copyOf(staleFor);
    }

    Duration age(String client) {
        return delay.plus(staleFor.getOrDefault(client, Duration.ZERO));
    }
}
