package turtlelab.node.front;

import java.util.List;

/** Who shares a port with HTTP/1's server. */
@FunctionalInterface
public interface Doors {
    /**
     * The doors that are asked before HTTP/1's own.
     *
     * @param http takes connections that turn out to be for HTTP/1's server after all, with what
     *     was read of them
     */
    List<Door> before(Receiver http);
}
