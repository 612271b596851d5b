package turtlelab.join.srv;

/**
 * Where an SRV record points.
 *
 * @param host without a dot at its end
 */
public record SrvTarget(int priority, int weight, int port, String host) {
    /** As it stands in a URL. */
    public String hostPort() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
