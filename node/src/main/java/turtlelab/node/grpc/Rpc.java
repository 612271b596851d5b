package turtlelab.node.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One unary call of the v3 API, told once for gRPC, gateway and metrics.
 *
 * @param method etcd's own descriptor: names, message types
 * @param path where the JSON gateway has it, below {@code /v3}, such as {@code /kv/put}
 * @param call never blocks; its future completes within the request deadline
 */
public record Rpc<Q extends Message, A extends Message>(
        MethodDescriptor<Q, A> method,
        String path,
        Function<Q, CompletableFuture<Reply<A>>> call,
        CallCounter counter) {
    private static final Logger LOG = LoggerFactory.getLogger(Rpc.class);

    /** The full service name, such as {@code etcdserverpb.KV}. */
    public String service() {
        return String.valueOf(method.getServiceName());
    }

    /** The bare method name, such as {@code Put}. */
    public String name() {
        return String.valueOf(method.getBareMethodName());
    }

    /**
     * Calls and counts. Never throws, and the future never fails: a bug becomes an internal error.
     */
    public CompletableFuture<Reply<A>> invoke(Q request) {
        counter.start();
        counter.receive();
        return begin(request).handle(this::end);
    }

    private CompletableFuture<Reply<A>> begin(Q request) {
        try {
            return call.apply(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Reply<A> end(@Nullable Reply<A> known, @Nullable Throwable failure) {
        var reply = known == null ? Reply.<A>failed(error(failure)) : known;
        if (reply instanceof Reply.Ok<A>) {
            counter.send();
        }
        counter.end(
                switch (reply) {
                    case Reply.Ok<A> _ -> Status.Code.OK;
                    case Reply.Failed<A>(var error) -> error.code();
                });
        return reply;
    }

    private EtcdError error(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return EtcdError.TOO_MANY_REQUESTS;
        }
        LOG.error("{} failed by a bug", method.getFullMethodName(), cause);
        return EtcdError.INTERNAL;
    }
}
