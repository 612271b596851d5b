package turtlelab.node.state.v2.auth;

import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.V2Store;
import turtlelab.node.state.v2.auth.V2AuthAnswer.Why;

/**
 * Users and roles with the rules that hold for them (etcd reference A.9). Deterministic; apply
 * thread, except for {@link #view}. Every change is in the store at once.
 */
public final class V2AuthStore {
    /** etcd makes directories of its tree before the first change: so many indexes. */
    private static final int PREPARATION = 4;

    private static final Bytes ENABLED = Bytes.utf8("enabled");
    private static final Bytes PREPARED = Bytes.utf8("prepared");

    private final V2Store store;
    private final TreeMap<String, V2User> users = new TreeMap<>(V2Path.ORDER);
    private final TreeMap<String, V2Role> roles = new TreeMap<>(V2Path.ORDER);
    private boolean enabled;
    private boolean prepared;
    private int steps;
    private V2AuthView view;

    /** What a store holds. */
    public V2AuthStore(V2Store store) {
        this.store = store;
        store.forEach(
                (key, value) -> {
                    if (key.equals(ENABLED)) {
                        enabled = !value.isEmpty();
                    } else if (key.equals(PREPARED)) {
                        prepared = true;
                    } else {
                        switch (AccountCodec.decode(value)) {
                            case AccountCodec.Account.User(var user) ->
                                    users.put(user.name(), user);
                            case AccountCodec.Account.Role(var role) ->
                                    roles.put(role.name(), role);
                        }
                    }
                });
        this.view = moment();
    }

    /**
     * An answer and its price.
     *
     * @param steps how far etcd's index rises, since etcd keeps all this in its v2 tree
     */
    public record Applied(V2AuthAnswer answer, int steps) {}

    /** Makes a change or says why not. */
    public Applied apply(V2AuthCommand command) {
        steps = 0;
        var answer =
                switch (command) {
                    case V2AuthCommand.CreateUser(var name, var hash, var given) ->
                            createUser(name, hash, given);
                    case V2AuthCommand.PutUser(var name, var hash) ->
                            users.containsKey(name)
                                    ? changeUser(name, hash, List.of(), List.of())
                                    : createUser(name, hash, null);
                    case V2AuthCommand.ChangeUser(var name, var hash, var grant, var revoke) ->
                            changeUser(name, hash, grant, revoke);
                    case V2AuthCommand.DeleteUser(var name) -> deleteUser(name);
                    case V2AuthCommand.CreateRole(var role) -> createRole(role);
                    case V2AuthCommand.ChangeRole(var name, var grant, var revoke) ->
                            changeRole(name, grant, revoke);
                    case V2AuthCommand.DeleteRole(var name) -> deleteRole(name);
                    case V2AuthCommand.Enable() -> enable();
                    case V2AuthCommand.Disable() -> disable();
                };
        view = moment();
        return new Applied(answer, steps);
    }

    /** Users and roles as they are now. */
    public V2AuthView view() {
        return view;
    }

    private V2AuthAnswer createUser(
            String name, @Nullable String hash, @Nullable List<String> given) {
        if (hash == null) {
            return refused(Why.SENSELESS, "Cannot create user " + name + " with an empty password");
        }
        prepare();
        if (users.containsKey(name)) {
            return refused(Why.CONFLICT, "User " + name + " already exists.");
        }
        var user = new V2User(name, hash, given);
        return put(name.equals(V2User.ROOT) ? user.withRoles(user.effectiveRoles()) : user, true);
    }

    private V2AuthAnswer changeUser(
            String name, @Nullable String hash, List<String> grant, List<String> revoke) {
        var old = users.get(name);
        if (old == null) {
            return refused(Why.MISSING, "User " + name + " does not exist.");
        }
        var held = new TreeSet<>(V2Path.ORDER);
        held.addAll(old.effectiveRoles());
        for (var role : grant) {
            if (!held.add(role)) {
                return refused(
                        Why.CONFLICT, "Granting duplicate role " + role + " for user " + name);
            }
        }
        for (var role : revoke) {
            if (!held.remove(role)) {
                return refused(
                        Why.CONFLICT, "Revoking ungranted role " + role + " for user " + name);
            }
        }
        var changed = new V2User(name, hash == null ? old.hash() : hash, List.copyOf(held));
        if (changed.equals(old)) {
            return refused(
                    Why.SENSELESS,
                    "User not updated. Use grant/revoke/password to update the user.");
        }
        prepare();
        return put(changed, false);
    }

    private V2AuthAnswer put(V2User user, boolean created) {
        users.put(user.name(), user);
        store.put(userKey(user.name()), AccountCodec.encode(user));
        steps++;
        return new V2AuthAnswer.OfUser(user, created);
    }

    private V2AuthAnswer deleteUser(String name) {
        if (enabled && name.equals(V2User.ROOT)) {
            return refused(Why.FORBIDDEN, "Cannot delete root user while auth is enabled.");
        }
        prepare();
        if (users.remove(name) == null) {
            return refused(Why.MISSING, "User " + name + " does not exist");
        }
        store.remove(userKey(name));
        steps++;
        return new V2AuthAnswer.Done();
    }

    private V2AuthAnswer createRole(V2Role role) {
        if (role.name().equals(V2Role.ROOT)) {
            return rootIsRoot();
        }
        prepare();
        if (roles.containsKey(role.name())) {
            return refused(Why.CONFLICT, "Role " + role.name() + " already exists.");
        }
        return put(role, true);
    }

    private V2AuthAnswer changeRole(
            String name, @Nullable V2Permissions grant, @Nullable V2Permissions revoke) {
        if (name.equals(V2Role.ROOT)) {
            return rootIsRoot();
        }
        var old = roles.get(name);
        if (old == null) {
            return refused(Why.MISSING, "Role " + name + " does not exist.");
        }
        var permissions = old.permissions();
        if (grant != null) {
            var twice = permissions.twice(grant);
            if (!twice.isEmpty()) {
                return refused(Why.CONFLICT, "Granting duplicate " + twice);
            }
            permissions = permissions.and(grant);
        }
        var changed = new V2Role(name, revoke == null ? permissions : permissions.without(revoke));
        if (changed.equals(old)) {
            return refused(Why.SENSELESS, "Role not updated. Use grant/revoke to update the role.");
        }
        prepare();
        return put(changed, false);
    }

    private V2AuthAnswer put(V2Role role, boolean created) {
        roles.put(role.name(), role);
        store.put(roleKey(role.name()), AccountCodec.encode(role));
        steps++;
        return new V2AuthAnswer.OfRole(role, created);
    }

    private V2AuthAnswer deleteRole(String name) {
        if (name.equals(V2Role.ROOT)) {
            return rootIsRoot();
        }
        prepare();
        if (roles.remove(name) == null) {
            return refused(Why.MISSING, "Role " + name + " doesn't exist.");
        }
        store.remove(roleKey(name));
        steps++;
        return new V2AuthAnswer.Done();
    }

    private V2AuthAnswer enable() {
        if (enabled) {
            return refused(Why.CONFLICT, "already enabled");
        }
        if (!users.containsKey(V2User.ROOT)) {
            return refused(Why.CONFLICT, "No root user available, please create one");
        }
        if (!roles.containsKey(V2Role.GUEST)) {
            var _ = put(V2Role.FIRST_GUEST, true);
        }
        return turn(true);
    }

    private V2AuthAnswer disable() {
        return enabled ? turn(false) : refused(Why.CONFLICT, "already disabled");
    }

    private V2AuthAnswer turn(boolean on) {
        enabled = on;
        store.put(ENABLED, on ? Bytes.utf8("true") : Bytes.EMPTY);
        steps++;
        return new V2AuthAnswer.Done();
    }

    private void prepare() {
        if (!prepared) {
            prepared = true;
            store.put(PREPARED, Bytes.EMPTY);
            steps += PREPARATION;
        }
    }

    private V2AuthView moment() {
        return new V2AuthView(
                enabled,
                Collections.unmodifiableSortedMap(new TreeMap<>(users)),
                Collections.unmodifiableSortedMap(new TreeMap<>(roles)));
    }

    private static V2AuthAnswer rootIsRoot() {
        return refused(Why.FORBIDDEN, "Cannot modify role root: is root role.");
    }

    private static V2AuthAnswer refused(Why why, String text) {
        return new V2AuthAnswer.Refused(why, "auth: " + text);
    }

    private static Bytes userKey(String name) {
        return Bytes.utf8("user/" + name);
    }

    private static Bytes roleKey(String name) {
        return Bytes.utf8("role/" + name);
    }
}
