package turtlelab.node.http.v2.keys;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import turtlelab.node.auth.Caller;
import turtlelab.node.auth.V2Guard;
import turtlelab.node.base.Time;
import turtlelab.node.http.v2.wire.GoForm;
import turtlelab.node.http.v2.wire.RaftFailures;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Reason;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Path;

/** What {@code /v2/keys} answers, whoever carries question and answer. Any thread. */
public final class KeysService {
    private final Replica replica;
    private final Time time;
    private final V2Guard guard;
    private final ReadCounts reads;

    public KeysService(Replica replica, Time time, V2Guard guard, ReadCounts reads) {
        this.replica = replica;
        this.time = time;
        this.guard = guard;
        this.reads = reads;
    }

    /**
     * A request as it came.
     *
     * @param key decoded and as it stands, slashes and all, behind {@code /v2/keys}
     */
    public record Question(String method, String key, GoForm form, Caller caller) {
        private boolean isRead() {
            return method.equals("GET") || method.equals("HEAD");
        }
    }

    /** How a question is answered. */
    public sealed interface Answer {
        /** At once. */
        record Ready(KeysReply reply) implements Answer {}

        /**
         * When the cluster has agreed, or the replica's deadline is over. The reply is made by
         * whoever asks for it, because the thread that completes the promise has other duties.
         */
        record Later(CompletableFuture<Supplier<KeysReply>> reply) implements Answer {}

        /** By events, when they happen: this is for who can wait. */
        record Events(KeysRequest request) implements Answer {}
    }

    /**
     * Answers, or has the cluster asked. Never blocks while authentication is off; a password takes
     * its time to be checked.
     */
    public Answer ask(Question question) throws InterruptedException {
        var method = question.method();
        var path = V2Path.clean(question.key());
        return switch (KeysParameters.check(method, path, question.form())) {
            case KeysParameters.Checked.Bad(var code, var cause) ->
                    new Answer.Ready(KeysReply.refused(replica, code, cause));
            case KeysParameters.Checked.Good(var request) when !isAllowed(question, request) ->
                    new Answer.Ready(
                            KeysReply.refused(
                                    replica, V2Code.UNAUTHORIZED, "Insufficient credentials"));
            case KeysParameters.Checked.Good(var request) ->
                    switch (method) {
                        case "PUT" -> write(request, KeysCommands.put(request, time.now()));
                        case "POST" -> write(request, KeysCommands.post(request, time.now()));
                        case "DELETE" -> write(request, KeysCommands.delete(request));
                        default -> read(request);
                    };
        };
    }

    /** The replica broke its promise to answer in time. */
    KeysReply timedOut() {
        return failed(Reason.TIMED_OUT);
    }

    /** etcd compares with the path as it stands, slashes and all. */
    private boolean isAllowed(Question question, KeysRequest request) throws InterruptedException {
        return guard.mayReach(
                question.caller(),
                new V2Guard.Reach(question.key(), request.flags().recursive(), !question.isRead()));
    }

    private Answer read(KeysRequest request) {
        var flags = request.flags();
        if (flags.waiting() && !flags.quorum()) { // A quorum read never waits, as in etcd.
            return new Answer.Events(request);
        }
        if (!flags.quorum()) {
            return new Answer.Ready(get(request));
        }
        return new Answer.Later(
                replica.readPoint().thenApply(point -> () -> confirmed(point, request)));
    }

    private KeysReply confirmed(Outcome.ReadPoint point, KeysRequest request) {
        if (point.refusal().isPresent()) {
            return KeysReply.failed(replica, RaftFailures.text(point.refusal().get()));
        }
        return point.timedOut() ? timedOut() : get(request);
    }

    private KeysReply get(KeysRequest request) {
        var flags = request.flags();
        var result = replica.state().v2().get(request.path(), flags.recursive(), flags.sorted());
        reads.count(result, flags.recursive());
        return KeysReply.result(replica, result, false, time.now());
    }

    private Answer write(KeysRequest request, V2Command command) {
        return new Answer.Later(
                replica.execute(new Command.V2(command))
                        .thenApply(outcome -> () -> written(outcome, request)));
    }

    private KeysReply written(Outcome outcome, KeysRequest request) {
        return switch (outcome) {
            case Outcome.Applied(Result.V2(var result), _, _) ->
                    KeysReply.result(
                            replica, result, request.flags().noValueOnSuccess(), time.now());
            case Outcome.Applied(Result.Refused(var why), _, _)
                    when why == Rejection.REQUEST_TOO_LARGE ->
                    KeysReply.refused(
                            replica, V2Code.INVALID_FORM, "etcdserver: request is too large");
            case Outcome.Applied(var other, _, _) ->
                    throw new IllegalStateException("not an answer to a v2 command: " + other);
            case Outcome.NotApplied(var refusal) ->
                    KeysReply.failed(replica, RaftFailures.text(refusal));
            case Outcome.Unknown(var reason) -> failed(reason);
        };
    }

    private KeysReply failed(Reason reason) {
        return KeysReply.failed(replica, RaftFailures.text(reason));
    }
}
