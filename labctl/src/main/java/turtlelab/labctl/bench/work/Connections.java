package turtlelab.labctl.bench.work;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A few gRPC connections, spread over nodes in the order given. */
public final class Connections implements AutoCloseable {

    private static final long CLOSING_SECONDS = 5;

    private final List<ManagedChannel> channels;

    private Connections(List<ManagedChannel> channels) {
        this.channels = List.copyOf(channels);
    }

    /** So many connections, the first to the first URL and so on, round and round. */
    public static Connections open(List<String> clientUrls, int count) {
        var channels = new ArrayList<ManagedChannel>();
        for (int i = 0; i < count; i++) {
            channels.add(channel(URI.create(clientUrls.get(i % clientUrls.size()))));
        }
        return new Connections(channels);
    }

    private static ManagedChannel channel(URI url) {
        return NettyChannelBuilder.forAddress(url.getHost(), url.getPort())
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /** The connection of the n-th client. */
    public ManagedChannel of(int client) {
        return channels.get(client % channels.size());
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        for (var channel : channels) {
            try {
                channel.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
