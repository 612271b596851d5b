package turtlelab.join.registry;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All entries in the order in which they came.
 *
 * @param index of the service at that moment; waiting goes on behind it
 */
public record Listing(List<Entry> entries, long index) {
    public Listing {
        entries = entries.stream().sorted(Comparator.comparingLong(Entry::createdIndex)).toList();
    }

    /** The first so many: those that make the cluster. */
    Listing first(int size) {
        return new Listing(entries.subList(0, Math.min(size, entries.size())), index);
    }

    boolean has(String id) {
        return entries.stream().anyMatch(entry -> entry.id().equals(id));
    }

    /** All values as one list of first members. */
    String initialCluster() {
        return entries.stream().map(Entry::value).collect(Collectors.joining(","));
    }
}
