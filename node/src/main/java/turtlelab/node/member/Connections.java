package turtlelab.node.member;

import java.time.Duration;
import java.util.Optional;
import turtlelab.node.base.MemberId;

/** The port to what is known of the connections to other members. */
public interface Connections {
    /** How long the connection to a member has been up; empty while it is down. */
    Optional<Duration> activeFor(MemberId peer);
}
