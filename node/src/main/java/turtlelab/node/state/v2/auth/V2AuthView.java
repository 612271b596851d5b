package turtlelab.node.state.v2.auth;

import java.util.Optional;
import java.util.SortedMap;

/**
 * Users and roles at one moment; immutable, for readers on any thread.
 *
 * @param roles without root's, which always exists
 */
public record V2AuthView(
        boolean enabled, SortedMap<String, V2User> users, SortedMap<String, V2Role> roles) {

    public Optional<V2User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    public Optional<V2Role> role(String name) {
        return name.equals(V2Role.ROOT)
                ? Optional.of(V2Role.OF_ROOT)
                : Optional.ofNullable(roles.get(name));
    }
}
