package turtlelab.node.http.gateway;

import com.google.protobuf.Message;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import turtlelab.node.front.http.ClientLine;
import turtlelab.node.grpc.stream.StreamingRpc;
import turtlelab.node.http.gateway.socket.Answers;

/**
 * A call over HTTP/1 that may last for ever. A unary one has one answer, after a while. Of a stream
 * each answer is a line of JSON in a chunked body that is written as long as the call lasts, while
 * requests may still be coming in.
 */
final class StreamRoute<Q extends Message, A> {
    private final StreamCall<Q, A> call;

    StreamRoute(StreamingRpc<Q, A> rpc) {
        this.call = StreamCall.ofBody(rpc);
    }

    void serve(Context http) throws IOException, InterruptedException {
        var line = ClientLine.of(http.req());
        try {
            line.stayOpen();
            call.serve(http.req().getInputStream(), http.headerMap(), new Chunks(http, line));
        } finally {
            line.restore();
        }
    }

    /** Answers as chunks of one body. */
    private record Chunks(Context http, ClientLine line) implements Answers {

        Chunks {
            http.contentType("application/json");
        }

        @Override
        public void write(String json, boolean last) throws IOException {
            var first = !http.res().isCommitted();
            if (first) {
                http.header("Grpc-Metadata-Content-Type", "application/grpc");
            }
            print(json, first || last);
        }

        @Override
        public void fail(int httpStatus, String json) throws IOException {
            http.status(httpStatus);
            print(json, true);
        }

        /** Javalin's own stream does not pass a flush on; the servlet's does. */
        private void print(String text, boolean flush) throws IOException {
            var out = http.res().getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (flush) {
                out.flush();
            }
        }

        @Override
        public boolean isGone(boolean isRead) {
            return isRead && line.isGone();
        }
    }
}
