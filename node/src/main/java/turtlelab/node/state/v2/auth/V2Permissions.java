package turtlelab.node.state.v2.auth;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.v2.V2Path;

/**
 * Patterns of keys: a key as it is, or with {@code *} at the end whatever begins so. A list that
 * was never given is null, which etcd tells from an empty one.
 */
public record V2Permissions(@Nullable List<String> read, @Nullable List<String> write) {
    public static final V2Permissions NONE = new V2Permissions(null, null);

    static final V2Permissions ALL = new V2Permissions(List.of("/*"), List.of("/*"));

    public V2Permissions {
        read = read == null ? null : List.copyOf(read);
        write = write == null ? null : List.copyOf(write);
    }

    public boolean isEmpty() {
        return (read == null || read.isEmpty()) && (write == null || write.isEmpty());
    }

    /** What stands in {@code granted} as well as here, as etcd words it; or empty. */
    String twice(V2Permissions granted) {
        var reading = twice(read, granted.read);
        if (!reading.isEmpty()) {
            return "read permission " + reading;
        }
        var writing = twice(write, granted.write);
        return writing.isEmpty() ? "" : "write permission " + writing;
    }

    V2Permissions and(V2Permissions granted) {
        return new V2Permissions(
                changed(read, granted.read, null), changed(write, granted.write, null));
    }

    V2Permissions without(V2Permissions revoked) {
        return new V2Permissions(
                changed(read, null, revoked.read), changed(write, null, revoked.write));
    }

    private static String twice(@Nullable List<String> held, @Nullable List<String> granted) {
        var seen = new TreeSet<>(orEmpty(held));
        return orEmpty(granted).stream().filter(each -> !seen.add(each)).findFirst().orElse("");
    }

    private static List<String> changed(
            @Nullable List<String> held, @Nullable List<String> more, @Nullable List<String> less) {
        var changed = new TreeSet<>(V2Path.ORDER);
        changed.addAll(orEmpty(held));
        changed.addAll(orEmpty(more));
        orEmpty(less).forEach(changed::remove);
        return List.copyOf(changed);
    }

    private static List<String> orEmpty(@Nullable List<String> patterns) {
        return patterns == null ? List.of() : patterns;
    }
}
