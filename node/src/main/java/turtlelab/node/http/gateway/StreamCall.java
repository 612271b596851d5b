package turtlelab.node.http.gateway;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.StreamingRpc;
import turtlelab.node.http.gateway.socket.Answers;

/**
 * A streaming call between JSON that comes in and JSON that goes out, whoever carries it. One
 * virtual thread writes, another one reads; the socket is the back pressure both ways.
 */
final class StreamCall<Q extends Message, A> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamCall.class);

    /** How often a silent stream looks whether its client is still there. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final StreamingRpc<Q, A> rpc;
    private final boolean isUnary;
    private final boolean isOneBody;

    private StreamCall(StreamingRpc<Q, A> rpc, boolean isOneBody) {
        this.rpc = rpc;
        this.isUnary = rpc.method().getType() == MethodDescriptor.MethodType.UNARY;
        this.isOneBody = isOneBody;
    }

    /** Whose requests are a body that ends: of a unary call all of it is the request. */
    static <Q extends Message, A> StreamCall<Q, A> ofBody(StreamingRpc<Q, A> rpc) {
        return new StreamCall<>(rpc, true);
    }

    /** Whose requests are messages that may go on. */
    static <Q extends Message, A> StreamCall<Q, A> ofMessages(StreamingRpc<Q, A> rpc) {
        return new StreamCall<>(rpc, false);
    }

    /** Serves one call to its end. */
    void serve(InputStream body, Map<String, String> headers, Answers answers)
            throws IOException, InterruptedException {
        try {
            var limit = GrpcTimeout.nanos(headers);
            converse(body, headers, answers, limit);
        } catch (BadJson e) { // Only the header: the rest is told as what it is.
            var code = Status.Code.INVALID_ARGUMENT;
            var text = String.valueOf(e.getMessage());
            answers.fail(JsonAnswer.httpStatus(code), JsonAnswer.error(code, text));
        }
    }

    private void converse(
            InputStream body, Map<String, String> headers, Answers answers, OptionalLong limit)
            throws IOException, InterruptedException {
        var requests = new RequestStream<Q>(body, rpc.method());
        try {
            var first = isUnary && isOneBody ? Optional.of(requests.only()) : requests.next();
            var outbox = new Outbox<A>(answer -> rpc.readable().apply(answer).getSerializedSize());
            var opened = rpc.open(outbox, GrpcHeaders.of(headers));
            var call = new OneByOne<>(opened);
            var end = endAfter(limit, opened);
            try (var reading = new Reading<>(requests, call, outbox)) {
                first.ifPresent(call::request);
                reading.start(first.isPresent());
                write(new Writing<>(answers, reading, call, outbox));
            } finally {
                end.complete(null);
                call.closed();
            }
        } catch (BadJson e) {
            refuse(answers, String.valueOf(e.getMessage()));
        }
    }

    /** Ends the call when the client waits no longer; completed when it is over before. */
    private static CompletableFuture<Void> endAfter(OptionalLong limit, Conversation<?> call) {
        var end = new CompletableFuture<Void>();
        if (limit.isPresent()) {
            long nanos = Math.max(limit.getAsLong(), 1);
            var _ =
                    end.orTimeout(nanos, TimeUnit.NANOSECONDS)
                            .exceptionally(
                                    _ -> {
                                        call.unreadable(EtcdError.DEADLINE_EXCEEDED);
                                        return null;
                                    });
        }
        return end;
    }

    private record Writing<Q, A>(
            Answers answers, Reading<?> reading, Conversation<Q> call, Outbox<A> outbox) {}

    private void write(Writing<Q, A> writing) throws InterruptedException {
        try {
            while (writeNext(writing)) {
                if (writing.outbox.isReady()) {
                    writing.call.ready();
                }
            }
        } catch (IOException e) {
            LOG.debug("the client of {} has gone", rpc.path(), e);
        }
    }

    /** Writes what comes next; false after the end. */
    private boolean writeNext(Writing<Q, A> writing) throws IOException, InterruptedException {
        return switch (writing.outbox.take(LOOK)) {
            case Outbox.Next.Answer<A>(var answer, var last) -> {
                var message = rpc.readable().apply(answer);
                writing.answers.write(
                        isUnary ? JsonAnswer.of(message) : JsonAnswer.line(message), last);
                yield true;
            }
            case Outbox.Next.Failure<A>(var error) -> {
                writing.answers.fail(
                        JsonAnswer.httpStatus(error.code()),
                        isUnary
                                ? JsonAnswer.error(error.code(), error.text())
                                : JsonAnswer.lastLine(error));
                yield false;
            }
            case Outbox.Next.End<A>() -> false;
            case Outbox.Next.Silence<A>() -> !writing.answers.isGone(writing.reading.isDone());
        };
    }

    /** As etcd: what cannot be read of a stream of requests is nobody's fault in particular. */
    private void refuse(Answers answers, String text) throws IOException, InterruptedException {
        var code =
                rpc.method().getType().clientSendsOneMessage()
                        ? Status.Code.INVALID_ARGUMENT
                        : Status.Code.UNKNOWN;
        answers.fail(JsonAnswer.httpStatus(code), JsonAnswer.error(code, text));
    }
}
