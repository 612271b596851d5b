package turtlelab.node.consensus;

import java.util.Map;
import turtlelab.node.base.MemberId;

/**
 * What one node knows of itself and the group at one moment.
 *
 * @param leader {@link MemberId#NONE} when none is known
 * @param membership as of the applied index
 * @param progress on the leader, what it knows of each other member; empty elsewhere
 */
public record Status(
        MemberId self,
        Role role,
        MemberId leader,
        long term,
        long commitIndex,
        long appliedIndex,
        long lastIndex,
        Membership membership,
        Map<MemberId, PeerProgress> progress) {

    /**
     * The leader's view of one follower.
     *
     * @param matchIndex last index known to be in the follower's log
     * @param recentlyActive whether it answered within the last election timeout
     */
    public record PeerProgress(long matchIndex, boolean recentlyActive, boolean needsSnapshot) {}

    public boolean hasLeader() {
        return !leader.isNone();
    }
}
