package turtlelab.node.grpc.stream;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.function.Function;
import turtlelab.node.grpc.CallCounter;

/**
 * One streaming call of the v3 API, told once for gRPC, gateway and metrics.
 *
 * @param method names, message types, and whether the client may send many requests
 * @param path where the JSON gateway has it, below {@code /v3}, such as {@code /watch}
 * @param readable an answer as etcd's message, for the gateway
 */
public record StreamingRpc<Q extends Message, A>(
        MethodDescriptor<Q, A> method,
        String path,
        StreamServer<Q, A> server,
        Function<A, ? extends Message> readable,
        CallCounter counter) {

    /** A call that is answered in etcd's messages. */
    public static <Q extends Message, A extends Message> StreamingRpc<Q, A> of(
            MethodDescriptor<Q, A> method, String path, StreamServer<Q, A> server) {
        return new StreamingRpc<>(method, path, server, Function.identity(), new CallCounter());
    }

    /** The full service name, such as {@code etcdserverpb.Watch}. */
    public String service() {
        return String.valueOf(method.getServiceName());
    }

    /** The bare method name, such as {@code Watch}. */
    public String name() {
        return String.valueOf(method.getBareMethodName());
    }

    /**
     * Begins a call and counts it: whatever the server does wrong becomes an internal error, and
     * the carrier is told nothing after the end.
     */
    public OpenCall<Q, A> open(Caller<A> carrier, Metadata headers) {
        counter.start();
        var call = new OpenCall<Q, A>(method.getFullMethodName(), carrier, counter);
        call.open(server, headers);
        return call;
    }
}
