package turtlelab.node.http.v2;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;
import turtlelab.node.http.v2.wire.RaftFailures;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.http.v2.wire.Waiting;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Reason;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Result;

/**
 * {@code /new}: makes a token for a new cluster. Its entries are ordinary v2 keys below {@code
 * /_etcd/registry}, so any running cluster can be the discovery service of the next one.
 */
final class DiscoveryRoutes {
    private static final String REGISTRY = "/_etcd/registry/";
    private static final String DEFAULT_SIZE = "3";
    private static final int LARGEST_SIZE = 99;

    private final Replica replica;
    private final Supplier<String> tokens;

    /**
     * The route.
     *
     * @param tokens makes names that nobody guesses
     */
    DiscoveryRoutes(Replica replica, Supplier<String> tokens) {
        this.replica = replica;
        this.tokens = tokens;
    }

    void register(RoutesConfig routes) {
        Resource.of("/new", "GET", "PUT", "POST").register(routes, this::create);
    }

    private void create(Context request) throws InterruptedException {
        var asked = Optional.ofNullable(request.queryParam("size")).filter(it -> !it.isEmpty());
        var size = asked.orElse(DEFAULT_SIZE);
        if (!size.matches("[+-]?\\d{1,9}")) {
            var why = "strconv.Atoi: parsing \"" + size + "\": invalid syntax";
            answer(request, 400, why + "\n");
            return;
        }
        int members = Integer.parseInt(size);
        if (members < 1 || members > LARGEST_SIZE) {
            answer(request, 400, "size must be 1 to " + LARGEST_SIZE + "\n");
            return;
        }
        var token = tokens.get();
        var content = V2Command.Content.file(String.valueOf(members));
        var create = new V2Command.Create(REGISTRY + token + "/_config/size", content);
        var outcome =
                Waiting.<Outcome>awaitOr(
                        replica.execute(new Command.V2(create)),
                        () -> new Outcome.Unknown(Reason.TIMED_OUT));
        switch (outcome) {
            case Outcome.Applied(Result.V2(V2Result.Event _), _, _) ->
                    answer(request, 200, url(request) + token);
            case Outcome.Applied _ -> answer(request, 400, "Unable to generate token\n");
            case Outcome.NotApplied(var reason) -> failed(request, RaftFailures.text(reason));
            case Outcome.Unknown(var reason) -> failed(request, RaftFailures.text(reason));
        }
    }

    /** By the name under which the client knows us, since it works from there. */
    private static String url(Context request) {
        return "http://" + request.req().getHeader("Host") + "/v2/keys" + REGISTRY;
    }

    private static void failed(Context request, String why) {
        answer(request, 503, "Unable to generate token: " + why + "\n");
    }

    private static void answer(Context request, int status, String text) {
        request.status(status).contentType("text/plain; charset=utf-8").result(text);
    }
}
