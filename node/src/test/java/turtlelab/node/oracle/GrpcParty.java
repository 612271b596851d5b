package turtlelab.node.oracle;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks gRPC in protobuf's text form. */
final class GrpcParty implements AutoCloseable {
    private static final int SECONDS = 20;
    private static final int LARGEST_ANSWER = 16 << 20;

    private final ManagedChannel channel;

    GrpcParty(InetSocketAddress server) {
        channel =
                NettyChannelBuilder.forAddress(server)
                        .usePlaintext()
                        .maxInboundMessageSize(LARGEST_ANSWER)
                        .build();
    }

    /** One question, one answer or several; what it ended with where that is not OK. */
    String unary(String call, String request) throws Exception {
        var open = open(call, new Metadata());
        open.send(request);
        open.halfClose();
        return open.rest();
    }

    /** A call that stays open. */
    Open open(String call, Metadata headers) {
        return new Open(EtcdWords.method(call), channel, headers);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(SECONDS, TimeUnit.SECONDS);
    }

    /** A call under way. Its answers are lines; the last one tells how it ended. */
    static final class Open implements Line {
        private final MethodDescriptor method;
        private final ClientCall<Message, Message> call;
        private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

        private Open(MethodDescriptor method, ManagedChannel channel, Metadata headers) {
            this.method = method;
            this.call = channel.newCall(described(method), CallOptions.DEFAULT);
            call.start(new Hearing(), headers);
            call.request(Integer.MAX_VALUE);
        }

        @Override
        public void send(String text) throws TextFormat.ParseException {
            var request = DynamicMessage.newBuilder(method.getInputType());
            TextFormat.merge(text, request);
            call.sendMessage(request.build());
        }

        void halfClose() {
            call.halfClose();
        }

        @Override
        public @Nullable String next(long millis) throws InterruptedException {
            return answers.poll(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void cancel() {
            call.cancel("enough", null);
        }

        private String rest() throws InterruptedException {
            var rest = new StringBuilder();
            var answer = next(SECONDS * 1000);
            while (answer != null && !answer.equals("OK")) {
                rest.append(rest.isEmpty() ? "" : "\n").append(answer);
                answer = last(answer) ? "OK" : next(SECONDS * 1000);
            }
            if (answer == null) {
                cancel();
                return rest + "(no answer)";
            }
            return rest.toString();
        }

        private static boolean last(String answer) {
            return answer.matches("[A-Z_]+ .*");
        }

        private final class Hearing extends ClientCall.Listener<Message> {
            @Override
            public void onMessage(Message message) {
                var text = TextFormat.printer().printToString(message);
                answers.add("{ " + text.replaceAll("\\s*\n\\s*", " ") + "}");
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                answers.add(
                        status.isOk() ? "OK" : status.getCode() + " " + status.getDescription());
            }
        }
    }

    private static io.grpc.MethodDescriptor<Message, Message> described(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<Message, Message>newBuilder()
                .setType(io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                .setRequestMarshaller(
                        ProtoUtils.marshaller(
                                DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(
                        ProtoUtils.marshaller(
                                DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }
}
