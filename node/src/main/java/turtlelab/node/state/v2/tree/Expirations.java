package turtlelab.node.state.v2.tree;

import java.util.Comparator;
import java.util.TreeSet;

/** What expires when, soonest first; equal times in the order of their paths. Apply thread only. */
final class Expirations {
    private static final Comparator<Due> SOONEST =
            Comparator.comparingLong(Due::millis).thenComparing(Due::path);

    private final TreeSet<Due> dues = new TreeSet<>(SOONEST);

    private record Due(long millis, String path) {}

    void add(String path, V2Node node) {
        if (node.expires()) {
            dues.add(new Due(node.stamps().expiresAtMillis(), path));
        }
    }

    void remove(String path, V2Node node) {
        if (node.expires()) {
            dues.remove(new Due(node.stamps().expiresAtMillis(), path));
        }
    }

    /** {@link Long#MAX_VALUE} when nothing expires. */
    long nextMillis() {
        return dues.isEmpty() ? Long.MAX_VALUE : dues.first().millis();
    }

    String nextPath() {
        return dues.first().path();
    }
}
