package turtlelab.node.grpc;

import com.google.protobuf.MessageLite;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.CompactionResponse;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import turtlelab.node.grpc.room.AnswerBudget;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.OperationCheck;

/**
 * The calls of etcd's KV service: writes through {@link Replica#execute}, linearizable reads behind
 * a read point, serializable ones at once. Light answers are made on the thread that completes the
 * replica's future, which saves a hand-off; whatever may be large is read and written out by the
 * reading threads.
 */
final class KvCalls {
    private static final Outcome.ReadPoint HERE_AND_NOW =
            new Outcome.ReadPoint(Optional.empty(), false);

    private final Replica replica;
    private final Headers headers;
    private final RequestLimits limits;
    private final Executor readers;
    private final AnswerBudget answers;

    KvCalls(Replica replica, RequestLimits limits, Executor readers) {
        this.replica = replica;
        this.headers = new Headers(replica);
        this.limits = limits;
        this.readers = readers;
        this.answers = new AnswerBudget(limits.answerBytes(), limits.answerPatience());
    }

    CompletableFuture<Reply<PutResponse>> put(PutRequest request) {
        return write(
                request,
                FromWire.put(request),
                (at, result) -> ToWire.put(at, (KvResult.Put) result));
    }

    CompletableFuture<Reply<DeleteRangeResponse>> deleteRange(DeleteRangeRequest request) {
        return write(
                request,
                FromWire.delete(request),
                (at, result) -> ToWire.deleted(at, (KvResult.Deleted) result));
    }

    CompletableFuture<Reply<RangeResponse>> range(RangeRequest request) {
        var range = FromWire.range(request);
        var refusal = refusal(range);
        if (refusal.isPresent()) {
            return answer(Reply.failed(refusal.get()));
        }
        return read(
                request.getSerializable(),
                Weight.isLight(range),
                room ->
                        reply(
                                replica.state().kv().range(range, room),
                                result -> ranged((KvResult.Ranged) result)));
    }

    CompletableFuture<Reply<TxnResponse>> txn(TxnRequest request) {
        var holes = TxnShape.refusal(request);
        if (holes.isPresent()) {
            return answer(Reply.failed(holes.get()));
        }
        var txn = FromWire.txn(request);
        if (!Weight.isReadOnly(txn)) {
            return write(request, txn, (at, result) -> ToWire.txn(at, (KvResult.TxnDone) result));
        }
        var refusal = refusal(txn);
        if (refusal.isPresent()) {
            return answer(Reply.failed(refusal.get()));
        }
        return read(
                TxnShape.isSerializable(request),
                Weight.isLight(txn),
                room ->
                        reply(
                                replica.state().kv().readOnlyTxn(txn, room),
                                result -> done((KvResult.TxnDone) result)));
    }

    CompletableFuture<Reply<CompactionResponse>> compact(CompactionRequest request) {
        return replica.execute(new Command.Compact(request.getRevision()))
                .thenCompose(
                        outcome ->
                                request.getPhysical() && isDone(outcome)
                                        ? replica.upkeep().compacted().thenApply(_ -> outcome)
                                        : CompletableFuture.completedFuture(outcome))
                .thenApply(outcome -> Reply.of(outcome, _ -> compacted()));
    }

    private static boolean isDone(Outcome outcome) {
        return outcome instanceof Outcome.Applied(Result.Done _, _, _);
    }

    private CompactionResponse compacted() {
        return CompactionResponse.newBuilder().setHeader(headers.now()).build();
    }

    private RangeResponse ranged(KvResult.Ranged ranged) {
        return ToWire.ranged(headers.at(ranged.revision()), ranged);
    }

    private TxnResponse done(KvResult.TxnDone txn) {
        return ToWire.txn(headers.at(txn.revision()), txn);
    }

    private <A> CompletableFuture<Reply<A>> write(
            MessageLite request,
            Operation operation,
            BiFunction<ResponseHeader, KvResult, A> message) {
        var refusal = refusal(operation).or(() -> tooLarge(request));
        if (refusal.isPresent()) {
            return answer(Reply.failed(refusal.get()));
        }
        return holding(
                share ->
                        on(
                                Weight.isLight(operation),
                                replica.execute(new Command.Write(operation), share),
                                outcome ->
                                        Reply.of(outcome, applied -> written(applied, message))));
    }

    private <A> A written(
            Outcome.Applied applied, BiFunction<ResponseHeader, KvResult, A> message) {
        if (applied.result() instanceof Result.Kv(var result, var revision)) {
            return message.apply(headers.at(revision, applied.term()), result);
        }
        throw new IllegalStateException("a write was answered by " + applied.result());
    }

    private <A> CompletableFuture<Reply<A>> read(
            boolean serializable, boolean light, Function<AnswerRoom, Reply<A>> read) {
        var point =
                serializable
                        ? CompletableFuture.completedFuture(HERE_AND_NOW)
                        : replica.readPoint();
        return holding(
                share ->
                        on(
                                        light,
                                        point,
                                        at ->
                                                at.confirmed()
                                                        ? read.apply(share)
                                                        : Reply.<A>failed(EtcdError.of(at)))
                                .thenCompose(reply -> inTurn(share, reply, read)));
    }

    /** Reads again as often as there is more room than before. */
    private <A> CompletableFuture<Reply<A>> inTurn(
            AnswerBudget.Share share, Reply<A> reply, Function<AnswerRoom, Reply<A>> read) {
        if (!(reply instanceof Reply.Failed<A>(var error)) || error != EtcdError.ANSWERS_CROWDED) {
            return answer(reply);
        }
        return share.turn()
                .thenComposeAsync(
                        has -> has ? inTurn(share, read.apply(share), read) : answer(reply),
                        readers);
    }

    /** Whatever becomes of a call: what is not sent holds nothing. */
    private <A> CompletableFuture<Reply<A>> holding(
            Function<AnswerBudget.Share, CompletableFuture<Reply<A>>> call) {
        var share = answers.share();
        return call.apply(share)
                .whenComplete(
                        (reply, _) -> {
                            if (!(reply instanceof Reply.Ok<A>)) {
                                share.close();
                            }
                        })
                .thenApply(
                        reply ->
                                reply instanceof Reply.Ok<A>(var message, _)
                                        ? new Reply.Ok<>(message, share)
                                        : reply);
    }

    private <T, A> CompletableFuture<Reply<A>> on(
            boolean light, CompletableFuture<T> known, Function<T, Reply<A>> then) {
        return light ? known.thenApply(then) : known.thenApplyAsync(then, readers);
    }

    private static <A> Reply<A> reply(KvAnswer answer, Function<KvResult, A> message) {
        return switch (answer) {
            case KvAnswer.Answered(var result) -> Reply.ok(message.apply(result));
            case KvAnswer.Refused(var rejection) -> Reply.refused(rejection);
        };
    }

    private Optional<EtcdError> refusal(Operation operation) {
        return OperationCheck.refusal(operation, limits.maxTxnOps()).map(EtcdError::of);
    }

    private Optional<EtcdError> tooLarge(MessageLite request) {
        return request.getSerializedSize() > limits.maxRequestBytes()
                ? Optional.of(EtcdError.REQUEST_TOO_LARGE)
                : Optional.empty();
    }

    private static <A> CompletableFuture<Reply<A>> answer(Reply<A> reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
