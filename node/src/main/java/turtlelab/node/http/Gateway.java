package turtlelab.node.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Reply;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.grpc.Rpc;

/**
 * The v3 API as JSON over HTTP (etcd reference B.10): the same calls as over gRPC, under all
 * prefixes that etcd's releases have had. Requests run on virtual threads and wait there, with a
 * bound.
 */
final class Gateway {
    private static final List<String> PREFIXES = List.of("/v3", "/v3beta", "/v3alpha");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private final List<Rpc<?, ?>> calls;
    private final RequestLimits limits;
    private final Duration patience;

    /**
     * A gateway to the calls.
     *
     * @param patience how long an answer may take; longer than the replica's own deadline
     */
    Gateway(List<Rpc<?, ?>> calls, RequestLimits limits, Duration patience) {
        this.calls = calls;
        this.limits = limits;
        this.patience = patience;
    }

    void addTo(RoutesConfig routes) {
        for (var prefix : PREFIXES) {
            for (var call : calls) {
                routes.post(prefix + call.path(), request -> serve(request, call));
                for (var method : HttpApi.METHODS) {
                    if (!method.equals(HandlerType.POST)) {
                        routes.addHttpHandler(
                                method,
                                prefix + call.path(),
                                request -> GoText.error(request, 405, "Method Not Allowed"));
                    }
                }
            }
            for (var method : HttpApi.METHODS) {
                routes.addHttpHandler(
                        method, prefix + "/*", request -> GoText.error(request, 404, "Not Found"));
            }
        }
    }

    private <Q extends Message, A extends Message> void serve(Context request, Rpc<Q, A> call)
            throws IOException, InterruptedException {
        int longest = 2 * limits.maxMessageBytes();
        byte[] body = request.req().getInputStream().readNBytes(longest + 1);
        if (body.length > longest) {
            tooLarge(request, body.length);
            return;
        }
        try {
            var message = message(body, call.method());
            if (message.getSerializedSize() > limits.maxMessageBytes()) {
                tooLarge(request, message.getSerializedSize());
            } else {
                answer(request, await(call, message));
            }
        } catch (BadJson e) {
            fail(request, Status.Code.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("unchecked") // A prototype builds messages of its own type.
    private static <Q extends Message> Q message(byte[] body, MethodDescriptor<Q, ?> method)
            throws BadJson {
        var marshaller = (MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller();
        var prototype = marshaller.getMessagePrototype();
        if (prototype == null) {
            throw new IllegalStateException(method.getFullMethodName() + " has no prototype");
        }
        return (Q) JsonRequest.read(body, prototype.newBuilderForType());
    }

    private <Q extends Message, A extends Message> Reply<A> await(Rpc<Q, A> call, Q message)
            throws InterruptedException {
        try {
            return call.invoke(message).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Reply.Failed<>(EtcdError.TIMED_OUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call's future never fails", e);
        }
    }

    private static <A extends Message> void answer(Context request, Reply<A> reply)
            throws InvalidProtocolBufferException {
        switch (reply) {
            case Reply.Ok<A>(var message) ->
                    request.header("Grpc-Metadata-Content-Type", "application/grpc")
                            .contentType("application/json")
                            .result(PRINTER.print(message).getBytes(StandardCharsets.UTF_8));
            case Reply.Failed<A>(var error) -> fail(request, error.code(), error.text());
        }
    }

    private void tooLarge(Context request, int size) {
        var text = "grpc: received message larger than max (%d vs. %d)";
        fail(
                request,
                Status.Code.RESOURCE_EXHAUSTED,
                String.format(text, size, limits.maxMessageBytes()));
    }

    private static void fail(Context request, Status.Code code, String text) {
        var body = JSON.createObjectNode();
        body.put("error", text).put("message", text).put("code", code.value());
        request.status(httpStatus(code))
                .contentType("application/json")
                .result(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The gateway's HTTP status for a gRPC status. */
    static int httpStatus(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case CANCELLED -> 408;
            case ALREADY_EXISTS, ABORTED -> 409;
            case FAILED_PRECONDITION -> 412;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
        };
    }
}
