package turtlelab.node.state.v2.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of users and roles. Passwords come hashed: salt is chance, and hashing takes long, so
 * both belong to the proposer.
 */
public sealed interface V2AuthCommand {
    /**
     * A new user.
     *
     * @param hash null when no password was given, which is refused
     */
    record CreateUser(String name, @Nullable String hash, @Nullable List<String> roles)
            implements V2AuthCommand {}

    /** A new user without roles, or another password for the one that exists. */
    record PutUser(String name, @Nullable String hash) implements V2AuthCommand {}

    /**
     * Another password, more roles, fewer roles.
     *
     * @param hash null to keep the password
     */
    record ChangeUser(String name, @Nullable String hash, List<String> grant, List<String> revoke)
            implements V2AuthCommand {}

    record DeleteUser(String name) implements V2AuthCommand {}

    record CreateRole(V2Role role) implements V2AuthCommand {}

    /** Null when there is nothing of the kind. */
    record ChangeRole(String name, @Nullable V2Permissions grant, @Nullable V2Permissions revoke)
            implements V2AuthCommand {}

    record DeleteRole(String name) implements V2AuthCommand {}

    record Enable() implements V2AuthCommand {}

    record Disable() implements V2AuthCommand {}
}
