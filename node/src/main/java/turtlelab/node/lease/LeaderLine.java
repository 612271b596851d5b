package turtlelab.node.lease;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.state.MemberTable.MemberInfo;

/**
 * The port to another member that leads. Futures never fail and complete within seconds; they are
 * empty when that member did not answer or does not lead.
 */
public interface LeaderLine {
    /** Keeps leases alive; an answer to each, in their order. */
    CompletableFuture<Optional<List<LeaseAnswer>>> keepAlive(MemberInfo leader, List<Long> leases);

    /** Asks about one lease. */
    CompletableFuture<Optional<List<LeaseAnswer>>> timeToLive(
            MemberInfo leader, LeaseQuestion question);
}
