package turtlelab.node.state.lease;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import turtlelab.node.base.Bytes;

/**
 * A granted lease. How long it still runs is not part of it: that is the leader's own reckoning,
 * since state knows no clock.
 */
public final class Lease {
    private final long number;
    private final long id;
    private final long ttlSeconds;
    private final ConcurrentSkipListSet<Bytes> keys = new ConcurrentSkipListSet<>();

    Lease(long number, long id, long ttlSeconds) {
        this.number = number;
        this.id = id;
        this.ttlSeconds = ttlSeconds;
    }

    /** Its place in the order in which this member learned of leases; means nothing elsewhere. */
    public long number() {
        return number;
    }

    public long id() {
        return id;
    }

    /** How long it runs from the grant or from a keepalive on. */
    public long ttlSeconds() {
        return ttlSeconds;
    }

    /** The keys that go with it, ascending; any thread. */
    public List<Bytes> keys() {
        return List.copyOf(keys);
    }

    void attach(Bytes key) {
        keys.add(key);
    }

    void detach(Bytes key) {
        keys.remove(key);
    }
}
