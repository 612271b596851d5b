package turtlelab.node.grpc.server;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.concurrent.atomic.LongAdder;

/** Bytes of gRPC messages, to and from all clients together, since the start. Any thread. */
public final class Traffic extends ServerStreamTracer.Factory {
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final ServerStreamTracer counting =
            new ServerStreamTracer() {
                @Override
                public void inboundUncompressedSize(long bytes) {
                    received.add(bytes);
                }

                @Override
                public void outboundUncompressedSize(long bytes) {
                    sent.add(bytes);
                }
            };

    /** The same for all: it keeps nothing of a call. */
    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return counting;
    }

    public long receivedBytes() {
        return received.sum();
    }

    public long sentBytes() {
        return sent.sum();
    }
}
