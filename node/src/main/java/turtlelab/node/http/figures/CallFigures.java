package turtlelab.node.http.figures;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import turtlelab.node.grpc.CallCounter;
import turtlelab.node.grpc.V3Api;

/** The calls of the v3 API, over gRPC and over the gateway, as grpc-prometheus tells them. */
public final class CallFigures {
    private static final String[] LABELS = {"grpc_type", "grpc_service", "grpc_method"};

    private final Page page;
    private final List<Call> calls;

    public CallFigures(Page page, V3Api api) {
        this.page = page;
        this.calls =
                Stream.concat(
                                api.unary().stream()
                                        .map(call -> new Call(call.method(), call.counter())),
                                api.streaming().stream()
                                        .map(call -> new Call(call.method(), call.counter())))
                        .toList();
    }

    /** What is counted of a call, unary or streaming. */
    private record Call(MethodDescriptor<?, ?> method, CallCounter counter) {
        String[] labels(String... more) {
            var type =
                    switch (method.getType()) {
                        case UNARY, UNKNOWN -> "unary";
                        case CLIENT_STREAMING -> "client_stream";
                        case SERVER_STREAMING -> "server_stream";
                        case BIDI_STREAMING -> "bidi_stream";
                    };
            var service = String.valueOf(method.getServiceName());
            var name = String.valueOf(method.getBareMethodName());
            return Stream.concat(Stream.of(type, service, name), Stream.of(more))
                    .toArray(String[]::new);
        }
    }

    /** Adds them. */
    public void add() {
        each(
                "grpc_server_started_total",
                "Total number of RPCs started on the server.",
                CallCounter::started);
        each(
                "grpc_server_msg_received_total",
                "Total number of RPC stream messages received on the server.",
                CallCounter::received);
        each(
                "grpc_server_msg_sent_total",
                "Total number of gRPC stream messages sent by the server.",
                CallCounter::sent);
        page.counters(
                "grpc_server_handled_total",
                "Total number of RPCs completed on the server, regardless of success or failure.",
                values -> calls.forEach(call -> handled(values, call)),
                "grpc_type",
                "grpc_service",
                "grpc_method",
                "grpc_code");
    }

    private void each(String name, String help, ToLongFunction<CallCounter> count) {
        page.counters(
                name,
                help,
                values ->
                        calls.forEach(
                                call ->
                                        values.call(
                                                (double) count.applyAsLong(call.counter),
                                                call.labels())),
                LABELS);
    }

    private static void handled(CounterWithCallback.Callback values, Call call) {
        for (var code : Status.Code.values()) {
            long count = call.counter.handled(code);
            if (count > 0 || code == Status.Code.OK) {
                values.call((double) count, call.labels(goName(code)));
            }
        }
    }

    /** Go writes codes in camel case: {@code InvalidArgument}. */
    private static String goName(Status.Code code) {
        if (code == Status.Code.OK) {
            return "OK";
        }
        var name = new StringBuilder();
        for (var word : code.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return code == Status.Code.CANCELLED ? "Canceled" : name.toString();
    }
}
