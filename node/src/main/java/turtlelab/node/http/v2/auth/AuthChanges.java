package turtlelab.node.http.v2.auth;

import io.javalin.http.Context;
import turtlelab.node.http.v2.wire.RaftFailures;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.http.v2.wire.Waiting;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Reason;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.v2.auth.V2AuthAnswer;
import turtlelab.node.state.v2.auth.V2AuthCommand;

/** Proposes a change of users or roles and answers with what became of it. */
record AuthChanges(Replica replica) {
    void make(Context ctx, V2AuthCommand command) throws InterruptedException {
        var outcome =
                Waiting.<Outcome>awaitOr(
                        replica.execute(new Command.V2Auth(command)),
                        () -> new Outcome.Unknown(Reason.TIMED_OUT));
        switch (outcome) {
            case Outcome.Applied(Result.V2Auth(var answer), _, _) -> answer(ctx, command, answer);
            case Outcome.Applied(Result.Refused(var why), _, _)
                    when why == Rejection.REQUEST_TOO_LARGE ->
                    Replies.message(ctx, 400, "etcdserver: request is too large");
            case Outcome.Applied(var other, _, _) -> Replies.message(ctx, 500, other.toString());
            case Outcome.NotApplied(var reason) ->
                    Replies.message(ctx, 500, RaftFailures.text(reason));
            case Outcome.Unknown(var reason) ->
                    Replies.message(ctx, 500, RaftFailures.text(reason));
        }
    }

    private static void answer(Context ctx, V2AuthCommand command, V2AuthAnswer answer) {
        switch (answer) {
            case V2AuthAnswer.Done() -> ctx.status(200).header("Content-Type", "application/json");
            case V2AuthAnswer.OfUser(var user, var created) -> {
                // etcd knows that it created only when it was not told the roles.
                boolean told = created && command instanceof V2AuthCommand.PutUser;
                Replies.json(ctx, told ? 201 : 200, AuthJson.changed(user));
            }
            case V2AuthAnswer.OfRole(var role, var created) ->
                    Replies.json(ctx, created ? 201 : 200, AuthJson.of(role));
            case V2AuthAnswer.Refused(var why, var text) -> {
                int status =
                        switch (why) {
                            case SENSELESS -> 400;
                            case FORBIDDEN -> 403;
                            case MISSING -> 404;
                            case CONFLICT -> 409;
                        };
                Replies.message(ctx, status, text);
            }
        }
    }
}
