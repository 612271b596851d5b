package turtlelab.labctl.ctl.v2.auth;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.v2.call.Call;

/** {@code user add|get|list|remove|grant|revoke|passwd}. */
public final class UserCommands {

    private static final String USERS = "users";

    private final Call call;
    private final AuthApi api;
    private final PrintStream out;

    public UserCommands(Call call) {
        this.call = call;
        this.api = new AuthApi(call);
        this.out = call.streams().out();
    }

    public void list() {
        AuthCommands.refuseArguments(call);
        api.get(USERS).at(USERS).items().forEach(it -> out.println(it.at("user").text()));
    }

    public void get() {
        var user = api.get(place(name()));
        var roles = user.at("roles").items().stream().map(it -> " " + it.at("role").text());
        out.println("User: " + user.at("user").text());
        out.println("Roles: " + roles.collect(Collectors.joining()));
    }

    /** {@code NAME:PASSWORD}, or the name alone and a question. */
    public void add() {
        var given = name();
        int colon = given.indexOf(':');
        var name = colon < 0 ? given : given.substring(0, colon);
        if (name.isEmpty()) {
            throw noName();
        }
        if (api.isThere(place(name))) {
            throw new CtlFailure(AuthApi.FAILED, "User " + name + " already exists");
        }
        var password = colon < 0 ? call.password("New password: ") : given.substring(colon + 1);
        putPassword(name, password);
        out.println("User " + name + " created");
    }

    public void passwd() {
        var name = name();
        putPassword(name, call.password("New password: "));
        out.println("Password updated");
    }

    private void putPassword(String name, String password) {
        api.put(place(name), "{%s,\"password\":%s}".formatted(user(name), GoText.json(password)));
    }

    public void remove() {
        var name = name();
        api.delete(place(name));
        out.println("User " + name + " removed");
    }

    public void grant() {
        change("grant");
    }

    public void revoke() {
        change("revoke");
    }

    private void change(String how) {
        var roles = roles();
        var name = name();
        api.put(place(name), "{%s,\"%s\":[%s]}".formatted(user(name), how, roles));
        out.println("User " + name + " updated");
    }

    /** What {@code --roles} lists, as JSON. */
    private String roles() {
        var given = call.flags().text("roles", "");
        if (given.isEmpty()) {
            throw new CtlFailure(AuthApi.FAILED, "No roles specified; please use `--roles`");
        }
        return Arrays.stream(given.split(",")).map(GoText::json).collect(Collectors.joining(","));
    }

    private static String user(String name) {
        return "\"user\":" + GoText.json(name);
    }

    private static String place(String name) {
        return AuthApi.place(USERS, name);
    }

    private String name() {
        List<String> words = call.words();
        if (words.size() != 1) {
            throw noName();
        }
        return words.getFirst();
    }

    private static CtlFailure noName() {
        return new CtlFailure(AuthApi.FAILED, "Please provide a username");
    }
}
