package turtlelab.node.app.upkeep;

import java.util.Optional;
import java.util.Set;
import turtlelab.node.base.Closer;
import turtlelab.node.base.Time;
import turtlelab.node.maintenance.AutoCompaction;
import turtlelab.node.maintenance.CorruptionCheck;
import turtlelab.node.maintenance.PeerHashes;
import turtlelab.node.replica.Replica;

/** Starts the duties of upkeep that the configuration asks for. */
public final class UpkeepDuties {
    private UpkeepDuties() {}

    /** Closing the result stops them. */
    public static Closer start(UpkeepConfig config, Replica replica, PeerHashes peers, Time time) {
        var duties = new Closer();
        config.compaction()
                .map(kept -> kept.plan(time.nanos(), replica.state().kv().revision()))
                .ifPresent(plan -> duties.add(AutoCompaction.start(replica, plan, time)));
        if (config.checkPause().isPositive()) {
            duties.add(CorruptionCheck.start(replica, peers, config.checkPause()));
        }
        return duties;
    }

    /** Why this member must not serve: its data differs from that of the others. */
    public static Optional<String> refusal(UpkeepConfig config, Replica replica, PeerHashes peers) {
        var differing =
                config.checkAtStart() ? CorruptionCheck.differing(replica, peers) : Set.of();
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ("%s found data inconsistency with peers %s: the data of one of them is"
                                        + " damaged. Compare them with 'etcdctl endpoint hashkv"
                                        + " --cluster', and replace the one that stands alone:"
                                        + " remove it, wipe its data dir, add it again")
                                .formatted(replica.self(), differing));
    }
}
