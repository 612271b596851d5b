package turtlelab.node.http.v2.keys;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import turtlelab.node.auth.Caller;
import turtlelab.node.base.Time;
import turtlelab.node.http.v2.keys.KeysService.Answer;
import turtlelab.node.http.v2.watch.Watcher;
import turtlelab.node.http.v2.watch.Watches;
import turtlelab.node.http.v2.wire.GoEscapes;
import turtlelab.node.http.v2.wire.GoForm;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.http.v2.wire.Waiting;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;

/** {@code /v2/keys}: reads, writes and watches of the v2 tree, each on a thread of its own. */
public final class KeysRoutes {
    private static final String PREFIX = "/v2/keys";

    private final Replica replica;
    private final Time time;
    private final KeysService service;
    private final Watches watches;

    public KeysRoutes(Replica replica, Time time, KeysService service, Watches watches) {
        this.replica = replica;
        this.time = time;
        this.service = service;
        this.watches = watches;
    }

    public void register(RoutesConfig routes) {
        Resource.of(PREFIX, "HEAD", "GET", "PUT", "POST", "DELETE")
                .registerTree(routes, this::handle);
    }

    private void handle(Context ctx) throws IOException, InterruptedException {
        switch (service.ask(question(ctx))) {
            case Answer.Ready(var reply) -> send(ctx, reply);
            case Answer.Later(var reply) ->
                    send(ctx, Waiting.awaitOr(reply, () -> service::timedOut).get());
            case Answer.Events(var request) -> watch(ctx, request);
        }
    }

    private static KeysService.Question question(Context ctx) throws IOException {
        var method = ctx.req().getMethod();
        return new KeysService.Question(
                method,
                GoEscapes.decodePath(ctx.req().getRequestURI()).substring(PREFIX.length()),
                form(ctx, method),
                Caller.of(ctx.header("Authorization")));
    }

    private static GoForm form(Context ctx, String method) throws IOException {
        var query = ctx.req().getQueryString();
        return GoForm.read(
                new GoForm.Source(
                        method.equals("PUT") || method.equals("POST"),
                        ctx.req().getContentType(),
                        ctx.req().getInputStream(),
                        query == null ? "" : query));
    }

    private static void send(Context ctx, KeysReply reply) {
        reply.headers().forEach(ctx::header);
        Replies.json(ctx, reply.status(), reply.body());
    }

    private void watch(Context ctx, KeysRequest request) throws IOException {
        var view = replica.state().v2();
        var flags = request.flags();
        var interest = new V2Interest(request.path(), flags.recursive());
        var order = new Watcher.Order(interest, from(request, view.index()), flags.stream());
        if (view.next(interest, order.from()) instanceof V2Next.Cleared(var error)) {
            send(ctx, KeysReply.result(replica, error, false, time.now()));
        } else {
            watches.start(ctx, view, order);
        }
    }

    /** From the next index on when none is given; one beyond counting is never reached. */
    private static long from(KeysRequest request, long index) {
        long asked = request.waitIndex();
        return asked == 0 ? index + 1 : asked < 0 ? Long.MAX_VALUE : asked;
    }
}
