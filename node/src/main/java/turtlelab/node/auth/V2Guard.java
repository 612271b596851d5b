package turtlelab.node.auth;

import java.util.Optional;
import java.util.function.Supplier;
import turtlelab.node.state.v2.auth.V2AuthView;
import turtlelab.node.state.v2.auth.V2Role;
import turtlelab.node.state.v2.auth.V2User;

/**
 * Decides what a caller of the v2 API may do, by what this member knows of users and roles (etcd
 * reference A.9). While authentication is off, everybody may do everything.
 */
public final class V2Guard {
    private final Supplier<V2AuthView> accounts;
    private final Passwords passwords;

    public V2Guard(Supplier<V2AuthView> accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * What a request wants to do with a key.
     *
     * @param key as it stands in the path, behind {@code /v2/keys}
     * @param recursive with all below it
     */
    public record Reach(String key, boolean recursive, boolean write) {}

    /** Whether anybody may be refused anything. */
    public boolean isOn() {
        return accounts.get().enabled();
    }

    /** Whether the caller may do what only root may. */
    public boolean isRoot(Caller caller) throws InterruptedException {
        var known = accounts.get();
        return !known.enabled()
                || (caller instanceof Caller.Named named
                        && user(known, named).filter(V2User::isRoot).isPresent());
    }

    /** Whether the caller may do this; who does not say who he is may do what a guest may. */
    public boolean mayReach(Caller caller, Reach reach) throws InterruptedException {
        var known = accounts.get();
        if (!known.enabled()) {
            return true;
        }
        return switch (caller) {
            case Caller.Nobody() ->
                    known.role(V2Role.GUEST)
                            .filter(guest -> guest.mayReach(reach.key(), reach.write()))
                            .isPresent();
            case Caller.Garbled() -> false;
            case Caller.Named named ->
                    user(known, named).stream()
                            .flatMap(user -> user.effectiveRoles().stream())
                            .flatMap(name -> known.role(name).stream())
                            .anyMatch(role -> covers(role, reach));
        };
    }

    private static boolean covers(V2Role role, Reach reach) {
        return reach.recursive()
                ? role.mayReachBelow(reach.key(), reach.write())
                : role.mayReach(reach.key(), reach.write());
    }

    /** Empty when there is no such user, or the password is another. */
    private Optional<V2User> user(V2AuthView known, Caller.Named named)
            throws InterruptedException {
        var user = known.user(named.user());
        return user.isPresent() && passwords.isRight(named.password(), user.get().hash())
                ? user
                : Optional.empty();
    }
}
