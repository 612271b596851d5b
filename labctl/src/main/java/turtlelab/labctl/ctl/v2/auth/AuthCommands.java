package turtlelab.labctl.ctl.v2.auth;

import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;

/** {@code auth enable} and {@code auth disable}: whether users and roles matter. */
public final class AuthCommands {

    private final Call call;
    private final AuthApi api;

    public AuthCommands(Call call) {
        this.call = call;
        this.api = new AuthApi(call);
    }

    public void enable() {
        refuseArguments(call);
        api.put("enable", "");
        call.streams().out().println("Authentication Enabled");
    }

    public void disable() {
        refuseArguments(call);
        api.delete("enable");
        call.streams().out().println("Authentication Disabled");
    }

    static void refuseArguments(Call call) {
        if (!call.words().isEmpty()) {
            throw new CtlFailure(AuthApi.FAILED, "No arguments accepted");
        }
    }
}
