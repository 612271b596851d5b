package turtlelab.node.http.v2.auth;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.http.v2.wire.GoJson;
import turtlelab.node.state.v2.auth.V2AuthView;
import turtlelab.node.state.v2.auth.V2Permissions;
import turtlelab.node.state.v2.auth.V2Role;
import turtlelab.node.state.v2.auth.V2User;

/** Users and roles in etcd's JSON, each with its newline; a list that was never given is null. */
final class AuthJson {
    private final GoJson json = new GoJson();

    private AuthJson() {}

    static String enabled(boolean enabled) {
        return new GoJson().begin().field("enabled", enabled).end() + "\n";
    }

    /** A user with the names of the roles, as a change answers. */
    static String changed(V2User user) {
        var writer = new AuthJson();
        writer.json.begin().field("user", user.name());
        writer.list("roles", user.roles());
        return writer.json.end() + "\n";
    }

    static String of(V2Role role) {
        var writer = new AuthJson();
        writer.role(role);
        return writer.json + "\n";
    }

    /** A user with whole roles. */
    static String of(V2User user, List<V2Role> roles) {
        var writer = new AuthJson();
        writer.user(user, roles);
        return writer.json + "\n";
    }

    static String roles(Collection<V2Role> roles) {
        var writer = new AuthJson();
        writer.json.begin();
        writer.rolesField(roles);
        return writer.json.end() + "\n";
    }

    /** All users; roles that do not exist are left out. */
    static String users(V2AuthView accounts) {
        if (accounts.users().isEmpty()) {
            return new GoJson().begin().nothing("users").end() + "\n";
        }
        var writer = new AuthJson();
        writer.json.begin().beginArray("users");
        for (var user : accounts.users().values()) {
            writer.json.element();
            writer.user(
                    user,
                    user.effectiveRoles().stream()
                            .flatMap(name -> accounts.role(name).stream())
                            .toList());
        }
        return writer.json.endArray().end() + "\n";
    }

    private void user(V2User user, List<V2Role> roles) {
        json.begin().field("user", user.name());
        if (!roles.isEmpty()) {
            rolesField(roles);
        }
        json.end();
    }

    private void rolesField(Collection<V2Role> roles) {
        json.beginArray("roles");
        for (var role : roles) {
            json.element();
            role(role);
        }
        json.endArray();
    }

    private void role(V2Role role) {
        json.begin().field("role", role.name());
        permissions("permissions", role.permissions());
        permissions("grant", role.grant());
        permissions("revoke", role.revoke());
        json.end();
    }

    private void permissions(String name, @Nullable V2Permissions permissions) {
        if (permissions != null) {
            json.name(name).begin().name("kv").begin();
            list("read", permissions.read());
            list("write", permissions.write());
            json.end().end();
        }
    }

    private void list(String name, @Nullable List<String> texts) {
        if (texts == null) {
            json.nothing(name);
        } else {
            json.field(name, texts);
        }
    }
}
