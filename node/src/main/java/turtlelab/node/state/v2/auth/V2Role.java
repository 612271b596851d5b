package turtlelab.node.state.v2.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whoever has this role may read and write.
 *
 * @param grant what came with its creation under this name: nothing, but etcd tells it with the
 *     role until it is changed; null when none came
 * @param revoke likewise
 */
public record V2Role(
        String name,
        V2Permissions permissions,
        @Nullable V2Permissions grant,
        @Nullable V2Permissions revoke) {
    /** The role that may do everything; it always exists and never changes. */
    public static final String ROOT = "root";

    /** The role of whoever does not say who he is. */
    public static final String GUEST = "guest";

    static final V2Role OF_ROOT = new V2Role(ROOT, V2Permissions.ALL);
    static final V2Role FIRST_GUEST = new V2Role(GUEST, V2Permissions.ALL);

    /** A role that was created without words about a change. */
    public V2Role(String name, V2Permissions permissions) {
        this(name, permissions, null, null);
    }

    /** Whether a key is covered. */
    public boolean mayReach(String key, boolean write) {
        return name.equals(ROOT)
                || patterns(write).stream().anyMatch(pattern -> covers(pattern, key));
    }

    /** Whether a key is covered with all below it. */
    public boolean mayReachBelow(String key, boolean write) {
        return name.equals(ROOT)
                || patterns(write).stream()
                        .anyMatch(pattern -> pattern.endsWith("*") && covers(pattern, key));
    }

    private List<String> patterns(boolean write) {
        @Nullable List<String> patterns = write ? permissions.write() : permissions.read();
        return patterns == null ? List.of() : patterns;
    }

    private static boolean covers(String pattern, String key) {
        return pattern.endsWith("*")
                ? key.startsWith(pattern.substring(0, pattern.length() - 1))
                : key.equals(pattern);
    }
}
