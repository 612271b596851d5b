package turtlelab.node.state.v2.auth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of the v2 API.
 *
 * @param hash of the password, by bcrypt
 * @param roles null when none were ever named, which etcd tells from an empty list
 */
public record V2User(String name, String hash, @Nullable List<String> roles) {
    /** The user who may do everything, and must exist before authentication can be on. */
    public static final String ROOT = "root";

    public V2User {
        roles = roles == null ? null : List.copyOf(roles);
    }

    /** The roles in force: root has its own role, whatever was said. */
    public List<String> effectiveRoles() {
        var all = new ArrayList<String>(roles == null ? List.of() : roles);
        if (name.equals(ROOT) && !all.contains(V2Role.ROOT)) {
            all.add(V2Role.ROOT);
        }
        return all;
    }

    public boolean isRoot() {
        return effectiveRoles().contains(V2Role.ROOT);
    }

    V2User withRoles(Collection<String> others) {
        return new V2User(name, hash, List.copyOf(others));
    }
}
