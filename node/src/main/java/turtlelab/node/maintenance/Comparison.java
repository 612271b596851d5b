package turtlelab.node.maintenance;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.KvHash.Hashed;

/**
 * Whose data differs, judged by the checksums of members for the same revisions. A majority of the
 * cluster is right; without one, nobody can say who is.
 *
 * @param members how many the cluster has
 */
record Comparison(int members, Map<MemberId, Hashed> hashes) {
    /**
     * Who is corrupt: nobody when all agree, {@link MemberId#NONE} when it is not known who.
     *
     * @param own the checksum that the others are compared with
     */
    Set<MemberId> corrupt(Hashed own) {
        var sums = new HashMap<MemberId, Integer>();
        hashes.forEach(
                (member, hash) -> {
                    if (hash.isComparable(own)) {
                        sums.put(member, hash.sum());
                    }
                });
        var counts =
                sums.values().stream()
                        .collect(Collectors.groupingBy(sum -> sum, Collectors.counting()));
        if (counts.size() <= 1) {
            return Set.of();
        }
        var most = Collections.max(counts.entrySet(), Map.Entry.comparingByValue());
        if (most.getValue() < members / 2 + 1) {
            return Set.of(MemberId.NONE);
        }
        var corrupt = new TreeSet<MemberId>();
        sums.forEach(
                (member, sum) -> {
                    if (!sum.equals(most.getKey())) {
                        corrupt.add(member);
                    }
                });
        return corrupt;
    }
}
