package turtlelab.node.peer;

import java.time.Duration;
import java.util.Optional;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.UrlSet;

/**
 * The connection to one member at this moment.
 *
 * @param activeFor how long it has been up; empty while it is down
 * @param roundTrip of the last ping that was answered
 * @param problem why it is down, in words; empty while it is up or was not tried yet
 */
public record PeerStatus(
        Address address,
        Optional<Duration> activeFor,
        Optional<Duration> roundTrip,
        String problem) {
    /** Who, and where. */
    public record Address(MemberId id, UrlSet urls) {}

    public boolean active() {
        return activeFor.isPresent();
    }
}
