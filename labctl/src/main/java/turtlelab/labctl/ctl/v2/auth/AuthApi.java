package turtlelab.labctl.ctl.v2.auth;

import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.v2.call.NoCluster;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;

/** Asks {@code /v2/auth}; a refusal ends the command with exit code 1 and the member's words. */
final class AuthApi {

    static final int FAILED = 1;

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Call call;

    AuthApi(Call call) {
        this.call = call;
    }

    /** Where one user or role is. */
    static String place(String kind, String name) {
        return kind + "/" + Request.segment(name);
    }

    Json get(String place) {
        return answer(Request.get(path(place)));
    }

    boolean isThere(String place) {
        return ask(Request.get(path(place))).status() == OK;
    }

    void put(String place, String json) {
        answer(Request.json(Request.Method.PUT, path(place), json));
    }

    void delete(String place) {
        answer(Request.delete(path(place)));
    }

    private static String path(String place) {
        return "/v2/auth/" + place;
    }

    private Json answer(Request request) {
        var reply = ask(request);
        var json = Json.parse(reply.body()).filter(Json::isObject);
        if (reply.status() == OK || reply.status() == CREATED) {
            return json.orElseGet(Json::nothing);
        }
        var message = json.map(it -> it.at("message").text()).orElse("");
        throw new CtlFailure(FAILED, message.isEmpty() ? call.cluster().explainNoJson() : message);
    }

    private Reply ask(Request request) {
        try {
            return call.cluster().ask(request);
        } catch (NoCluster e) {
            throw new CtlFailure(FAILED, e.summary());
        }
    }
}
