package turtlelab.node.http.gateway;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.front.ClientLine;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.StreamingRpc;

/**
 * A call over HTTP/1 that may last for ever. A unary one has one answer, after a while. Of a stream
 * each answer is a line of JSON in a chunked body that is written as long as the call lasts, while
 * requests may still be coming in. One virtual thread writes, another one reads; the socket is the
 * back pressure both ways.
 */
final class StreamRoute<Q extends Message, A> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRoute.class);

    /** How often a silent stream looks whether its client is still there. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final StreamingRpc<Q, A> rpc;
    private final boolean isUnary;

    StreamRoute(StreamingRpc<Q, A> rpc) {
        this.rpc = rpc;
        this.isUnary = rpc.method().getType() == MethodDescriptor.MethodType.UNARY;
    }

    void serve(Context http) throws IOException, InterruptedException {
        var requests = new RequestStream<Q>(http.req().getInputStream(), rpc.method());
        var line = ClientLine.of(http.req());
        try {
            line.stayOpen();
            var first = isUnary ? Optional.of(requests.only()) : requests.next();
            var outbox = new Outbox<A>(answer -> rpc.readable().apply(answer).getSerializedSize());
            var call = new OneByOne<>(rpc.open(outbox, GrpcHeaders.of(http.headerMap())));
            try (var reading = new Reading<>(requests, call, outbox)) {
                first.ifPresent(call::request);
                reading.start(first.isPresent());
                write(http, new Writing<>(line, reading, call, outbox));
            } finally {
                call.closed();
            }
        } catch (BadJson e) {
            fail(http, String.valueOf(e.getMessage()));
        } finally {
            line.restore();
        }
    }

    private record Writing<Q, A>(
            ClientLine line, Reading<?> reading, Conversation<Q> call, Outbox<A> outbox) {}

    private void write(Context http, Writing<Q, A> writing) throws InterruptedException {
        try {
            http.contentType("application/json");
            while (writeNext(http, writing)) {
                if (writing.outbox.isReady()) {
                    writing.call.ready();
                }
            }
        } catch (IOException e) {
            LOG.debug("the client of {} has gone", rpc.path(), e);
        }
    }

    /** Writes what comes next; false after the end. */
    private boolean writeNext(Context http, Writing<Q, A> writing)
            throws IOException, InterruptedException {
        return switch (writing.outbox.take(LOOK)) {
            case Outbox.Next.Answer<A>(var answer, var last) -> {
                var first = !http.res().isCommitted();
                if (first) {
                    http.header("Grpc-Metadata-Content-Type", "application/grpc");
                }
                var message = rpc.readable().apply(answer);
                print(
                        http,
                        isUnary ? JsonAnswer.of(message) : JsonAnswer.line(message),
                        first || last);
                yield true;
            }
            case Outbox.Next.Failure<A>(var error) -> {
                http.status(JsonAnswer.httpStatus(error.code()));
                print(
                        http,
                        isUnary
                                ? JsonAnswer.error(error.code(), error.text())
                                : JsonAnswer.lastLine(error),
                        true);
                yield false;
            }
            case Outbox.Next.End<A>() -> false;
            case Outbox.Next.Silence<A>() -> !writing.reading.isDone() || !writing.line.isGone();
        };
    }

    /** Javalin's own stream does not pass a flush on; the servlet's does. */
    private static void print(Context http, String text, boolean flush) throws IOException {
        var out = http.res().getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        if (flush) {
            out.flush();
        }
    }

    /** As etcd: what cannot be read of a stream is nobody's fault in particular. */
    private void fail(Context http, String text) {
        var code = isUnary ? Status.Code.INVALID_ARGUMENT : Status.Code.UNKNOWN;
        http.status(JsonAnswer.httpStatus(code))
                .contentType("application/json")
                .result(JsonAnswer.error(code, text).getBytes(StandardCharsets.UTF_8));
    }
}
