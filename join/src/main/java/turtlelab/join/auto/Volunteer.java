package turtlelab.join.auto;

import java.util.Collections;
import java.util.List;

/**
 * A host that offers to be a member.
 *
 * @param zone where it stands; empty when it does not say
 * @param since the revision at which it began to offer, so the least is the oldest
 */
public record Volunteer(String name, List<String> peerUrls, String zone, long since) {
    public Volunteer {
        peerUrls = peerUrls.stream().sorted().toList();
    }

    /** Whether a member lives where this host does. */
    boolean sits(Seat seat) {
        return !Collections.disjoint(peerUrls, seat.peerUrls());
    }
}
