package turtlelab.node.front;

import java.net.InetSocketAddress;
import java.util.List;
import turtlelab.node.base.Time;

/**
 * A port to be opened.
 *
 * @param name what its threads are called after, such as {@code client} or {@code peer}
 * @param addresses where to listen; port 0 takes any free one
 */
public record Port(
        String name, List<InetSocketAddress> addresses, SnifferLimits limits, Time time) {
    public Port {
        addresses = List.copyOf(addresses);
    }

    /** With the usual limits. */
    public Port(String name, List<InetSocketAddress> addresses, Time time) {
        this(name, addresses, SnifferLimits.STANDARD, time);
    }
}
