package turtlelab.node.http.v2.keys;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import turtlelab.node.auth.Caller;
import turtlelab.node.auth.V2Guard;
import turtlelab.node.base.Time;
import turtlelab.node.http.v2.watch.Watcher;
import turtlelab.node.http.v2.watch.Watches;
import turtlelab.node.http.v2.wire.GoEscapes;
import turtlelab.node.http.v2.wire.GoForm;
import turtlelab.node.http.v2.wire.RaftFailures;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.http.v2.wire.Waiting;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Reason;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;
import turtlelab.node.state.v2.V2Path;

/** {@code /v2/keys}: reads and writes of the v2 tree. */
public final class KeysRoutes {
    private static final String PREFIX = "/v2/keys";

    private final Replica replica;
    private final Time time;
    private final V2Guard guard;
    private final ReadCounts reads;
    private final Watches watches;

    public KeysRoutes(
            Replica replica, Time time, V2Guard guard, ReadCounts reads, Watches watches) {
        this.replica = replica;
        this.time = time;
        this.guard = guard;
        this.reads = reads;
        this.watches = watches;
    }

    public void register(RoutesConfig routes) {
        Resource.of(PREFIX, "HEAD", "GET", "PUT", "POST", "DELETE")
                .registerTree(routes, this::handle);
    }

    private void handle(Context ctx) throws IOException, InterruptedException {
        var method = ctx.req().getMethod();
        var answer = new KeysAnswer(ctx, replica);
        switch (KeysParameters.check(method, path(ctx), form(ctx, method))) {
            case KeysParameters.Checked.Bad(var code, var cause) -> answer.refused(code, cause);
            case KeysParameters.Checked.Good(var request) when !isAllowed(ctx, request) ->
                    answer.refused(V2Code.UNAUTHORIZED, "Insufficient credentials");
            case KeysParameters.Checked.Good(var request) -> {
                switch (method) {
                    case "PUT" -> write(request, KeysCommands.put(request, time.now()), answer);
                    case "POST" -> write(request, KeysCommands.post(request, time.now()), answer);
                    case "DELETE" -> write(request, KeysCommands.delete(request), answer);
                    default -> read(ctx, request, answer);
                }
            }
        }
    }

    private static String path(Context ctx) {
        return V2Path.clean(askedFor(ctx));
    }

    private static String askedFor(Context ctx) {
        return GoEscapes.decodePath(ctx.req().getRequestURI()).substring(PREFIX.length());
    }

    /** etcd compares with the path as it stands, slashes and all. */
    private boolean isAllowed(Context ctx, KeysRequest request) throws InterruptedException {
        var method = ctx.req().getMethod();
        boolean write = !method.equals("GET") && !method.equals("HEAD");
        return guard.mayReach(
                Caller.of(ctx.header("Authorization")),
                new V2Guard.Reach(askedFor(ctx), request.flags().recursive(), write));
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

    private void read(Context ctx, KeysRequest request, KeysAnswer answer)
            throws IOException, InterruptedException {
        var flags = request.flags();
        if (flags.waiting() && !flags.quorum()) { // A quorum read never waits, as in etcd.
            watch(ctx, request, answer);
        } else if (!flags.quorum() || confirmed(answer)) {
            var view = replica.state().v2();
            var result = view.get(request.path(), flags.recursive(), flags.sorted());
            reads.count(result, flags.recursive());
            answer.result(result, false, time.now());
        }
    }

    private void watch(Context ctx, KeysRequest request, KeysAnswer answer) throws IOException {
        var view = replica.state().v2();
        var flags = request.flags();
        var interest = new V2Interest(request.path(), flags.recursive());
        var order = new Watcher.Order(interest, from(request, view.index()), flags.stream());
        if (view.next(interest, order.from()) instanceof V2Next.Cleared(var error)) {
            answer.result(error, false, time.now());
        } else {
            watches.start(ctx, view, order);
        }
    }

    /** From the next index on when none is given; one beyond counting is never reached. */
    private static long from(KeysRequest request, long index) {
        long asked = request.waitIndex();
        return asked == 0 ? index + 1 : asked < 0 ? Long.MAX_VALUE : asked;
    }

    /** Whether local state is new enough; answers if it is not. */
    private boolean confirmed(KeysAnswer answer) throws InterruptedException {
        var point =
                Waiting.awaitOr(
                        replica.readPoint(), () -> new Outcome.ReadPoint(Optional.empty(), true));
        if (point.refusal().isPresent()) {
            answer.failed(RaftFailures.text(point.refusal().get()));
        } else if (point.timedOut()) {
            answer.failed(RaftFailures.text(Reason.TIMED_OUT));
        }
        return point.confirmed();
    }

    private void write(KeysRequest request, V2Command command, KeysAnswer answer)
            throws InterruptedException {
        var outcome =
                Waiting.<Outcome>awaitOr(
                        replica.execute(new Command.V2(command)),
                        () -> new Outcome.Unknown(Reason.TIMED_OUT));
        switch (outcome) {
            case Outcome.Applied(Result.V2(var result), _, _) ->
                    answer.result(result, request.flags().noValueOnSuccess(), time.now());
            case Outcome.Applied(Result.Refused(var why), _, _)
                    when why == Rejection.REQUEST_TOO_LARGE ->
                    answer.refused(V2Code.INVALID_FORM, "etcdserver: request is too large");
            case Outcome.Applied(var other, _, _) ->
                    throw new IllegalStateException("not an answer to a v2 command: " + other);
            case Outcome.NotApplied(var reason) -> answer.failed(RaftFailures.text(reason));
            case Outcome.Unknown(var reason) -> answer.failed(RaftFailures.text(reason));
        }
    }
}
