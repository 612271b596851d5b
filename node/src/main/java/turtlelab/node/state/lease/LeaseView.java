package turtlelab.node.state.lease;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Durations;

/**
 * The leases for readers on any thread. They see each lease as it is now, which may be a batch
 * ahead of the published key space, never behind it.
 */
public interface LeaseView {
    /** Null when there is no such lease. */
    @Nullable Lease find(long id);

    /** Those that this member learned of at or after a {@link Lease#number number}, in order. */
    Collection<Lease> grantedFrom(long number);

    /** How many there are. */
    int count();

    /** What happened since this member opened its state. */
    Counts counts();

    /**
     * Grants, and revocations, expired leases among them.
     *
     * @param ttls of all that were granted
     */
    record Counts(long granted, long revoked, Durations ttls) {}
}
