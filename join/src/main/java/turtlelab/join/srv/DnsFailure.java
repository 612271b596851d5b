package turtlelab.join.srv;

/** A look-up that gave nothing; the message has Go's form, which etcd's users know. */
public final class DnsFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean missing;

    public DnsFailure(String message, boolean missing) {
        super(message);
        this.missing = missing;
    }

    /** Whether the server said that there is no such thing, rather than nothing at all. */
    public boolean missing() {
        return missing;
    }
}
