package turtlelab.node.front;

import java.time.Duration;

/**
 * What an undecided connection may cost.
 *
 * @param bytes longest prefix kept per connection
 * @param connections how many may be undecided at once; one more closes the oldest
 * @param patience how long a client may take to show what it speaks
 */
public record SnifferLimits(int bytes, int connections, Duration patience) {
    public static final SnifferLimits STANDARD =
            new SnifferLimits(8 * 1024, 4096, Duration.ofSeconds(10));
}
