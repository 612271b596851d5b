package turtlelab.join.registry;

/** The discovery service answered that it will not; the message is its own, in etcd's form. */
public final class RegistryRefused extends Exception {
    private static final long serialVersionUID = 1;

    public RegistryRefused(String message) {
        super(message);
    }
}
