package turtlelab.node.http.v2.auth;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import turtlelab.node.auth.Caller;
import turtlelab.node.auth.Passwords;
import turtlelab.node.auth.V2Guard;
import turtlelab.node.http.GoText;
import turtlelab.node.http.v2.wire.GoEscapes;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.auth.V2AuthCommand;
import turtlelab.node.state.v2.auth.V2AuthView;
import turtlelab.node.state.v2.auth.V2Permissions;
import turtlelab.node.state.v2.auth.V2Role;

/** {@code /v2/auth}: only root may, once it is on. */
public final class AuthRoutes {
    private static final String PREFIX = "/v2/auth";
    private static final int MAX_BODY = 1 << 20;
    private static final String[] ALL = {"GET", "PUT", "DELETE"};

    private final Replica replica;
    private final V2Guard guard;
    private final Passwords passwords;
    private final AuthChanges changes;

    public AuthRoutes(Replica replica, V2Guard guard, Passwords passwords) {
        this.replica = replica;
        this.guard = guard;
        this.passwords = passwords;
        this.changes = new AuthChanges(replica);
    }

    /** Answers for one user or one role. */
    private interface OfOne {
        void handle(Context ctx, String name) throws Exception;
    }

    public void register(RoutesConfig routes) {
        Resource.of(PREFIX + "/enable", ALL).register(routes, this::enable);
        collection(routes, "/users", ctx -> told(ctx, AuthJson.users(accounts())), this::user);
        collection(routes, "/roles", this::roles, this::role);
    }

    /** A list, and below it its elements; both with or without a slash at the end. */
    private void collection(RoutesConfig routes, String path, Handler list, OfOne one) {
        Resource.of(PREFIX + path, "GET").register(routes, forRoot(list));
        Resource.anyMethod(PREFIX + path + "/*")
                .register(
                        routes,
                        ctx -> {
                            var names = names(ctx);
                            if (names.length == 1) {
                                only(ctx, forRoot(list), "GET");
                            } else if (names.length == 2) {
                                only(ctx, forRoot(each -> one.handle(each, names[1])), ALL);
                            } else {
                                Replies.message(ctx, 400, "Invalid path");
                            }
                        });
    }

    private static String[] names(Context ctx) {
        var path = GoEscapes.decodePath(ctx.req().getRequestURI());
        return V2Path.names(V2Path.clean(path.substring(PREFIX.length())));
    }

    private static void only(Context ctx, Handler handler, String... methods) throws Exception {
        if (List.of(methods).contains(ctx.req().getMethod())) {
            handler.handle(ctx);
        } else {
            GoText.methodNotAllowed(ctx, String.join(",", methods));
        }
    }

    private Handler forRoot(Handler handler) {
        return ctx -> {
            if (isRoot(ctx)) {
                ctx.header(Replies.CLUSTER_ID, replica.clusterId().hex());
                handler.handle(ctx);
            } else {
                Replies.unauthorized(ctx);
            }
        };
    }

    private boolean isRoot(Context ctx) throws InterruptedException {
        return guard.isRoot(Caller.of(ctx.header("Authorization")));
    }

    private void enable(Context ctx) throws InterruptedException {
        if (ctx.req().getRequestURI().endsWith("/")) {
            GoText.notFound(ctx);
            return;
        }
        if (!ctx.req().getMethod().equals("GET") && !isRoot(ctx)) {
            Replies.unauthorized(ctx);
            return;
        }
        ctx.header(Replies.CLUSTER_ID, replica.clusterId().hex());
        switch (ctx.req().getMethod()) {
            case "PUT" -> changes.make(ctx, new V2AuthCommand.Enable());
            case "DELETE" -> changes.make(ctx, new V2AuthCommand.Disable());
            default -> told(ctx, AuthJson.enabled(accounts().enabled()));
        }
    }

    private void roles(Context ctx) {
        var roles = new TreeMap<String, V2Role>(V2Path.ORDER);
        roles.putAll(accounts().roles());
        accounts().role(V2Role.ROOT).ifPresent(root -> roles.put(root.name(), root));
        told(ctx, AuthJson.roles(roles.values()));
    }

    private void role(Context ctx, String name) throws IOException, InterruptedException {
        switch (ctx.req().getMethod()) {
            case "PUT" -> putRole(ctx, name);
            case "DELETE" -> changes.make(ctx, new V2AuthCommand.DeleteRole(name));
            default ->
                    accounts()
                            .role(name)
                            .ifPresentOrElse(
                                    role -> told(ctx, AuthJson.of(role)), () -> noRole(ctx, name));
        }
    }

    private void putRole(Context ctx, String name) throws IOException, InterruptedException {
        try {
            var body = body(ctx);
            var permissions = body.permissions("permissions");
            var grant = body.permissions("grant");
            var revoke = body.permissions("revoke");
            if (!body.text("role").equals(name)) {
                bad(ctx, "Role JSON name does not match the name in the URL");
            } else if (isEmpty(grant) && isEmpty(revoke)) {
                var given = permissions == null ? V2Permissions.NONE : permissions;
                var role = new V2Role(name, given, grant, revoke);
                changes.make(ctx, new V2AuthCommand.CreateRole(role));
            } else if (!isEmpty(permissions)) {
                bad(ctx, "Role JSON contains both permissions and grant/revoke");
            } else {
                changes.make(ctx, new V2AuthCommand.ChangeRole(name, grant, revoke));
            }
        } catch (AuthBody.Senseless _) {
            bad(ctx, "Invalid JSON in request body.");
        }
    }

    private void user(Context ctx, String name) throws IOException, InterruptedException {
        switch (ctx.req().getMethod()) {
            case "PUT" -> putUser(ctx, name);
            case "DELETE" -> changes.make(ctx, new V2AuthCommand.DeleteUser(name));
            default -> tellUser(ctx, name);
        }
    }

    private void tellUser(Context ctx, String name) {
        var known = accounts();
        var user = known.user(name);
        if (user.isEmpty()) {
            Replies.message(ctx, 404, "auth: User " + name + " does not exist.");
            return;
        }
        var roles = new ArrayList<V2Role>();
        for (var each : user.get().effectiveRoles()) {
            var role = known.role(each);
            if (role.isEmpty()) {
                noRole(ctx, each);
                return;
            }
            roles.add(role.get());
        }
        told(ctx, AuthJson.of(user.get(), roles));
    }

    private void putUser(Context ctx, String name) throws IOException, InterruptedException {
        try {
            var body = body(ctx);
            var password = body.text("password");
            var roles = body.texts("roles");
            var grant = orEmpty(body.texts("grant"));
            var revoke = orEmpty(body.texts("revoke"));
            boolean granting = !grant.isEmpty() || !revoke.isEmpty();
            if (!body.text("user").equals(name)) {
                bad(ctx, "User JSON name does not match the name in the URL");
            } else if (granting && !orEmpty(roles).isEmpty()) {
                bad(ctx, "User JSON contains both roles and grant/revoke");
            } else {
                var hash = password.isEmpty() ? null : passwords.hash(password);
                changes.make(
                        ctx,
                        granting
                                ? new V2AuthCommand.ChangeUser(name, hash, grant, revoke)
                                : orEmpty(roles).isEmpty()
                                        ? new V2AuthCommand.PutUser(name, hash)
                                        : new V2AuthCommand.CreateUser(name, hash, roles));
            }
        } catch (AuthBody.Senseless _) {
            bad(ctx, "Invalid JSON in request body.");
        }
    }

    private V2AuthView accounts() {
        return replica.state().v2Auth();
    }

    private static void noRole(Context ctx, String name) {
        Replies.message(ctx, 404, "auth: Role " + name + " does not exist.");
    }

    private static void bad(Context ctx, String why) {
        Replies.message(ctx, 400, why);
    }

    private static void told(Context ctx, String json) {
        Replies.json(ctx, 200, json);
    }

    private static boolean isEmpty(@Nullable V2Permissions permissions) {
        return permissions == null || permissions.isEmpty();
    }

    private static List<String> orEmpty(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts;
    }

    private static AuthBody body(Context ctx) throws IOException, AuthBody.Senseless {
        return AuthBody.read(ctx.req().getInputStream().readNBytes(MAX_BODY));
    }
}
