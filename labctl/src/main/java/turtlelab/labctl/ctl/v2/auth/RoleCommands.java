package turtlelab.labctl.ctl.v2.auth;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.wire.Json;

/** {@code role add|get|list|remove|grant|revoke}. */
public final class RoleCommands {

    private static final String ROLES = "roles";
    private static final String READ = "read";
    private static final String WRITE = "write";

    private final Call call;
    private final AuthApi api;
    private final PrintStream out;

    public RoleCommands(Call call) {
        this.call = call;
        this.api = new AuthApi(call);
        this.out = call.streams().out();
    }

    public void list() {
        AuthCommands.refuseArguments(call);
        api.get(ROLES).at(ROLES).items().forEach(it -> out.println(it.at("role").text()));
    }

    public void get() {
        var role = api.get(place(name()));
        var kv = role.at("permissions").at("kv");
        out.println("Role: " + role.at("role").text());
        out.println("KV Read:");
        listPaths(kv.at(READ));
        out.println("KV Write:");
        listPaths(kv.at(WRITE));
    }

    private void listPaths(Json paths) {
        paths.texts().forEach(it -> out.println("\t" + it));
    }

    public void add() {
        var name = name();
        if (api.isThere(place(name))) {
            throw failed("Role " + name + " already exists");
        }
        api.put(place(name), "{%s}".formatted(role(name)));
        out.println("Role " + name + " created");
    }

    public void remove() {
        var name = name();
        api.delete(place(name));
        out.println("Role " + name + " removed");
    }

    public void grant() {
        change("grant");
    }

    public void revoke() {
        change("revoke");
    }

    private void change(String how) {
        var path = GoText.json(path());
        var rights =
                rights().stream()
                        .map(it -> "\"%s\":[%s]".formatted(it, path))
                        .collect(Collectors.joining(","));
        var name = name();
        api.get(place(name)); // a role that is not there is told in other words than one that is
        var json = "{%s,\"%s\":{\"kv\":{%s}}}".formatted(role(name), how, rights);
        api.put(place(name), json);
        out.println("Role " + name + " updated");
    }

    private String path() {
        var path = call.flags().text("path", "");
        if (path.isEmpty()) {
            throw failed("No path specified; please use `--path`");
        }
        var canonical = UrlPath.canonical(path);
        if (!canonical.equals(path)) {
            throw failed("Not canonical path; please use `--path=" + canonical + "`");
        }
        return path;
    }

    private List<String> rights() {
        Flags flags = call.flags();
        boolean both = flags.isOn("readwrite") || flags.isOn("rw");
        if (Stream.of(flags.isOn(READ), flags.isOn(WRITE), both).filter(it -> it).count() != 1) {
            throw failed("Please specify exactly one of --read, --write or --readwrite");
        }
        return both ? List.of(READ, WRITE) : List.of(flags.isOn(READ) ? READ : WRITE);
    }

    private static String role(String name) {
        return "\"role\":" + GoText.json(name);
    }

    private static String place(String name) {
        return AuthApi.place(ROLES, name);
    }

    private String name() {
        if (call.words().size() != 1) {
            throw failed("Please provide a role name");
        }
        return call.words().getFirst();
    }

    private static CtlFailure failed(String why) {
        return new CtlFailure(AuthApi.FAILED, why);
    }
}
