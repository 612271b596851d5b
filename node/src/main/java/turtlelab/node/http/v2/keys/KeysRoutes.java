package turtlelab.node.http.v2.keys;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import turtlelab.node.base.Time;
import turtlelab.node.http.v2.wire.GoEscapes;
import turtlelab.node.http.v2.wire.GoForm;
import turtlelab.node.http.v2.wire.RaftFailures;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.http.v2.wire.Waiting;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Reason;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Path;

/** {@code /v2/keys}: reads and writes of the v2 tree. */
public final class KeysRoutes {
    private static final String PREFIX = "/v2/keys";

    /** etcd's limit for a v3 request; v2 had none, and a log entry needs one. */
    private static final int MAX_VALUE_BYTES = 3 << 19;

    private final Replica replica;
    private final Time time;
    private final ReadCounts reads;

    public KeysRoutes(Replica replica, Time time, ReadCounts reads) {
        this.replica = replica;
        this.time = time;
        this.reads = reads;
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
            case KeysParameters.Checked.Good(var request) -> {
                switch (method) {
                    case "PUT" -> write(request, KeysCommands.put(request, time.now()), answer);
                    case "POST" -> write(request, KeysCommands.post(request, time.now()), answer);
                    case "DELETE" -> write(request, KeysCommands.delete(request), answer);
                    default -> read(request, answer);
                }
            }
        }
    }

    private static String path(Context ctx) {
        var path = GoEscapes.decodePath(ctx.req().getRequestURI());
        return V2Path.clean(path.substring(PREFIX.length()));
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

    private void read(KeysRequest request, KeysAnswer answer) throws InterruptedException {
        var flags = request.flags();
        if (flags.waiting()) {
            answer.refused(V2Code.INVALID_FIELD, "this node cannot \"wait\" yet");
        } else if (!flags.quorum() || confirmed(answer)) {
            var view = replica.state().v2();
            var result = view.get(request.path(), flags.recursive(), flags.sorted());
            reads.count(result);
            answer.result(result, false, time.now());
        }
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
        if (request.value().getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            var limit = "a value may not exceed " + MAX_VALUE_BYTES + " bytes";
            answer.refused(V2Code.INVALID_FORM, limit);
            return;
        }
        var outcome =
                Waiting.<Outcome>awaitOr(
                        replica.execute(new Command.V2(command)),
                        () -> new Outcome.Unknown(Reason.TIMED_OUT));
        switch (outcome) {
            case Outcome.Applied(Result.V2(var result), _, _) ->
                    answer.result(result, request.flags().noValueOnSuccess(), time.now());
            case Outcome.Applied(var other, _, _) ->
                    throw new IllegalStateException("not an answer to a v2 command: " + other);
            case Outcome.NotApplied(var reason) -> answer.failed(RaftFailures.text(reason));
            case Outcome.Unknown(var reason) -> answer.failed(RaftFailures.text(reason));
        }
    }
}
