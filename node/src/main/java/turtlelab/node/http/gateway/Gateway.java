package turtlelab.node.http.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.javalin.config.JettyConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Reply;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.grpc.Rpc;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.grpc.room.Held;
import turtlelab.node.http.GoText;
import turtlelab.node.http.gateway.socket.Answers;
import turtlelab.node.http.gateway.socket.SocketCall;
import turtlelab.node.http.gateway.socket.SocketRoutes;

/**
 * The v3 API as JSON over HTTP (etcd reference B.10): the same calls as over gRPC, under all
 * prefixes that etcd's releases have had. Requests run on virtual threads and wait there, with a
 * bound.
 */
public final class Gateway {
    /** Larger answers in bytes are written where they are made. */
    private static final int MOST_BUFFERED = 64 * 1024;

    private static final List<String> PREFIXES = List.of("/v3", "/v3beta", "/v3alpha");

    /** Where etcd 3.1 had some of the lease calls, and where etcd still has them too. */
    private static final Set<String> ALSO_BELOW_KV =
            Set.of("/lease/revoke", "/lease/timetolive", "/lease/leases");

    private final V3Api api;
    private final RequestLimits limits;
    private final Duration patience;
    private final List<HandlerType> verbs;
    private final Set<String> streams = new HashSet<>();

    /**
     * A gateway to the calls.
     *
     * @param patience how long an answer may take; longer than the replica's own deadline
     * @param verbs every HTTP method that exists
     */
    public Gateway(V3Api api, RequestLimits limits, Duration patience, List<HandlerType> verbs) {
        this.api = api;
        this.limits = limits;
        this.patience = patience;
        this.verbs = verbs;
        for (var prefix : PREFIXES) {
            api.streaming().forEach(call -> streams.add(prefix + call.path()));
        }
    }

    /**
     * One route for each prefix and method: with one for each call there were a thousand, which
     * took a tenth of a node's start and were searched one after the other by each request.
     */
    public void addTo(RoutesConfig routes) {
        var calls = calls();
        for (var prefix : PREFIXES) {
            for (var method : verbs) {
                routes.addHttpHandler(method, prefix + "/*", request -> serve(request, calls));
            }
        }
    }

    /** What serves a path; one with a slash at its end is none of etcd's. */
    private Map<String, Handler> calls() {
        var calls = new HashMap<String, Handler>();
        for (var prefix : PREFIXES) {
            for (var call : api.unary()) {
                Handler unary = request -> serve(request, call);
                calls.put(prefix + call.path(), unary);
                if (ALSO_BELOW_KV.contains(call.path())) {
                    calls.put(prefix + "/kv" + call.path(), unary);
                }
            }
            for (var call : api.streaming()) {
                calls.put(prefix + call.path(), new StreamRoute<>(call)::serve);
            }
        }
        return Map.copyOf(calls);
    }

    private static void serve(Context request, Map<String, Handler> calls) throws Exception {
        var call = calls.get(request.path());
        if (call == null) {
            GoText.error(request, 404, "Not Found");
        } else if (!request.method().equals(HandlerType.POST)) {
            GoText.error(request, 405, "Method Not Allowed");
        } else {
            call.handle(request);
        }
    }

    /** The same calls for clients that ask for a WebSocket. */
    public void addTo(JettyConfig jetty) {
        var sockets = new SocketRoutes(RequestStream.LONGEST_REQUEST);
        for (var prefix : PREFIXES) {
            for (var call : api.unary()) {
                sockets.add(prefix + call.path(), once(call));
                if (ALSO_BELOW_KV.contains(call.path())) {
                    sockets.add(prefix + "/kv" + call.path(), once(call));
                }
            }
            for (var call : api.streaming()) {
                sockets.add(prefix + call.path(), StreamCall.ofMessages(call)::serve);
            }
        }
        jetty.modifyServletContextHandler(sockets::addTo);
    }

    /** Answers the first request and no other. */
    private <Q extends Message, A extends Message> SocketCall once(Rpc<Q, A> call) {
        return (body, _, answers) -> {
            try {
                var request = new RequestStream<>(body, call.method()).next();
                if (request.isPresent()) {
                    answer(answers, await(call, request.get(), OptionalLong.empty()));
                }
            } catch (BadJson e) {
                fail(answers, Status.Code.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
            }
        };
    }

    private static <A extends Message> void answer(Answers answers, Reply<A> reply)
            throws IOException, InterruptedException {
        switch (reply) {
            case Reply.Ok<A>(var message, var held) -> {
                try (held) {
                    if (isRoomForText(message, held)) {
                        answers.write(JsonAnswer.of(message), true);
                    } else {
                        var full = EtcdError.ANSWER_TOO_LARGE;
                        fail(answers, full.code(), full.text());
                    }
                }
            }
            case Reply.Failed<A>(var error) -> fail(answers, error.code(), error.text());
        }
    }

    private static void fail(Answers answers, Status.Code code, String text)
            throws IOException, InterruptedException {
        answers.fail(JsonAnswer.httpStatus(code), JsonAnswer.error(code, text));
    }

    /** Whether a path is a stream's: its body may take hours and is read in small parts. */
    public boolean isStream(String path) {
        return streams.contains(path);
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
            var limit = GrpcTimeout.nanos(request.header(GrpcTimeout.HEADER));
            var message = JsonRequest.read(body, call.method());
            if (message.getSerializedSize() > limits.maxMessageBytes()) {
                tooLarge(request, message.getSerializedSize());
            } else {
                answer(request, await(call, message, limit));
            }
        } catch (BadJson e) {
            fail(request, Status.Code.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The answer, if it comes in time.
     *
     * @param limit how long the client waits, in nanoseconds; at most as long as anybody
     */
    private <Q extends Message, A extends Message> Reply<A> await(
            Rpc<Q, A> call, Q message, OptionalLong limit) throws InterruptedException {
        long nanos = Math.min(limit.orElse(Long.MAX_VALUE), patience.toNanos());
        if (nanos < GrpcTimeout.LEAST_NANOS) {
            return Reply.failed(EtcdError.DEADLINE_EXCEEDED);
        }
        var answer = call.invoke(message);
        try {
            return answer.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            var _ = answer.thenAccept(Gateway::drop);
            return Reply.failed(
                    nanos < patience.toNanos() ? EtcdError.DEADLINE_EXCEEDED : EtcdError.TIMED_OUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call's future never fails", e);
        }
    }

    private static <A extends Message> void answer(Context request, Reply<A> reply)
            throws IOException {
        switch (reply) {
            case Reply.Ok<A>(var message, var held) -> {
                try (held) {
                    tell(request, message, held);
                }
            }
            case Reply.Failed<A>(var error) -> fail(request, error.code(), error.text());
        }
    }

    private static void tell(Context request, Message message, Held held) throws IOException {
        if (!isRoomForText(message, held)) {
            var full = EtcdError.ANSWER_TOO_LARGE;
            fail(request, full.code(), full.text());
            return;
        }
        var text = JsonAnswer.of(message).getBytes(StandardCharsets.UTF_8);
        request.header("Grpc-Metadata-Content-Type", "application/grpc")
                .contentType("application/json");
        if (text.length <= MOST_BUFFERED) {
            request.result(text);
        } else {
            request.res().setContentLength(text.length);
            request.res().getOutputStream().write(text); // It holds its memory until then.
        }
    }

    /** As text it is there twice, and a third longer. */
    private static boolean isRoomForText(Message message, Held held) {
        return held.take(2L * message.getSerializedSize());
    }

    private static <A> void drop(Reply<A> late) {
        if (late instanceof Reply.Ok<A>(_, var held)) {
            held.close();
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
        request.status(JsonAnswer.httpStatus(code))
                .contentType("application/json")
                .result(JsonAnswer.error(code, text).getBytes(StandardCharsets.UTF_8));
    }
}
