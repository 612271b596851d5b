package turtlelab.labctl.lab;

/** The ports of every node: one for clients, one for its peers. */
public record Ports(int client, int peer) {

    /** etcd's own. */
    public static final Ports STANDARD = new Ports(2379, 2380);

    private static final int HIGHEST = 65_535;

    public Ports {
        check("client", client);
        check("peer", peer);
        if (client == peer) {
            throw new IllegalArgumentException("client and peer port are both " + client);
        }
    }

    private static void check(String which, int port) {
        if (port < 1 || port > HIGHEST) {
            throw new IllegalArgumentException(
                    "%s port %d is not between 1 and %d".formatted(which, port, HIGHEST));
        }
    }
}
