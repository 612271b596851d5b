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
import java.util.function.Supplier;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;

/**
 * The calls of etcd's KV service: writes through {@link Replica#execute}, linearizable reads behind a read
 * point, serializable ones at once. What touches one key is answered on the thread that completes the
 * replica's future; whatever may be large is read and written out on the executor for reads.
 */
final class KvCalls {
    private final Replica replica;
    private final Headers headers;
    private final RequestLimits limits;
    private final Executor reads;

    KvCalls(Replica replica, RequestLimits limits, Executor reads) {
        this.replica = replica;
        this.headers = new Headers(replica);
        this.limits = limits;
        this.reads = reads;
    }

    CompletableFuture<Reply<PutResponse>> put(PutRequest request) {
        return unless(
                RequestRules.refusal(request).or(() -> size(request)),
                () ->
                        write(FromWire.put(request), Runnable::run)
                                .apply((at, result) -> ToWire.put(at, (KvResult.Put) result)));
    }

    CompletableFuture<Reply<DeleteRangeResponse>> deleteRange(DeleteRangeRequest request) {
        return unless(
                RequestRules.refusal(request).or(() -> size(request)),
                () ->
                        write(FromWire.delete(request), request.getPrevKv() ? reads : Runnable::run)
                                .apply((at, done) -> ToWire.deleted(at, (KvResult.Deleted) done)));
    }

    CompletableFuture<Reply<TxnResponse>> txn(TxnRequest request) {
        var refusal = RequestRules.refusal(request, limits.maxTxnOps());
        if (refusal.isEmpty() && RequestRules.isReadOnly(request)) {
            return readOnlyTxn(request);
        }
        return unless(
                refusal.or(() -> size(request)),
                () ->
                        write(FromWire.txn(request), reads)
                                .apply((at, done) -> ToWire.txn(at, (KvResult.TxnDone) done)));
    }

    CompletableFuture<Reply<CompactionResponse>> compact(CompactionRequest request) {
        return replica.execute(new Command.Compact(request.getRevision()))
                .thenApply(
                        outcome ->
                                reply(
                                        outcome,
                                        applied ->
                                                CompactionResponse.newBuilder()
                                                        .setHeader(headers.now())
                                                        .build()));
    }

    CompletableFuture<Reply<RangeResponse>> range(RangeRequest request) {
        return unless(
                RequestRules.refusal(request),
                () -> {
                    var range = FromWire.range(request);
                    return read(
                            request.getSerializable(),
                            range.range().isSingle() ? Runnable::run : reads,
                            () -> ranged(replica.state().kv().range(range)));
                });
    }

    private CompletableFuture<Reply<TxnResponse>> readOnlyTxn(TxnRequest request) {
        var txn = FromWire.txn(request);
        return read(
                RequestRules.isSerializable(request),
                reads,
                () -> {
                    var answer = replica.state().kv().readOnlyTxn(txn);
                    return answered(
                            answer,
                            result -> {
                                var done = (KvResult.TxnDone) result;
                                return ToWire.txn(headers.at(done.revision()), done);
                            });
                });
    }

    private Reply<RangeResponse> ranged(KvAnswer answer) {
        return answered(
                answer,
                result -> {
                    var ranged = (KvResult.Ranged) result;
                    return ToWire.ranged(headers.at(ranged.revision()), ranged);
                });
    }

    private static <A> Reply<A> answered(KvAnswer answer, Function<KvResult, A> message) {
        return switch (answer) {
            case KvAnswer.Answered(var result) -> Reply.ok(message.apply(result));
            case KvAnswer.Refused(var rejection) -> Reply.refused(rejection);
        };
    }

    private <A> CompletableFuture<Reply<A>> read(
            boolean serializable, Executor where, Supplier<Reply<A>> read) {
        if (serializable) {
            return CompletableFuture.completedFuture(read).thenApplyAsync(Supplier::get, where);
        }
        return replica.readPoint()
                .thenApplyAsync(point -> point.confirmed() ? read.get() : failed(point), where);
    }

    private static <A> Reply<A> failed(Outcome.ReadPoint point) {
        return Reply.failed(point.refusal().map(EtcdError::of).orElse(EtcdError.TIMED_OUT));
    }

    /** Proposes the operation; the function it gives turns the outcome into the wanted message. */
    private Writing write(Operation operation, Executor where) {
        var outcome = replica.execute(new Command.Write(operation));
        return new Writing(this, outcome, where);
    }

    private <A> Reply<A> reply(Outcome outcome, Function<Outcome.Applied, A> message) {
        return switch (outcome) {
            case Outcome.Applied(Result.Refused(var rejection), _, _) -> Reply.refused(rejection);
            case Outcome.Applied applied -> Reply.ok(message.apply(applied));
            case Outcome.NotApplied(var reason) -> Reply.failed(EtcdError.of(reason));
            case Outcome.Unknown(var reason) -> Reply.failed(EtcdError.of(reason));
        };
    }

    private Optional<EtcdError> size(MessageLite request) {
        return request.getSerializedSize() > limits.maxRequestBytes()
                ? Optional.of(EtcdError.REQUEST_TOO_LARGE)
                : Optional.empty();
    }

    private static <A> CompletableFuture<Reply<A>> unless(
            Optional<EtcdError> refusal, Supplier<CompletableFuture<Reply<A>>> call) {
        return refusal.<CompletableFuture<Reply<A>>>map(
                        error -> CompletableFuture.completedFuture(Reply.failed(error)))
                .orElseGet(call);
    }

    /** A write under way. */
    private record Writing(KvCalls calls, CompletableFuture<Outcome> outcome, Executor where) {
        <A> CompletableFuture<Reply<A>> apply(BiFunction<ResponseHeader, KvResult, A> message) {
            return outcome.thenApplyAsync(
                    known -> calls.reply(known, applied -> message(applied, message)), where);
        }

        private <A> A message(
                Outcome.Applied applied, BiFunction<ResponseHeader, KvResult, A> message) {
            if (applied.result() instanceof Result.Kv(var result, var revision)) {
                return message.apply(calls.headers.at(revision, applied.term()), result);
            }
            throw new IllegalStateException("a write was answered by " + applied.result());
        }
    }
}
