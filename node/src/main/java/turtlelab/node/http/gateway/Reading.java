package turtlelab.node.http.gateway;

import com.google.protobuf.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.grpc.stream.Conversation;

/**
 * Reads the further requests of a stream on a virtual thread of its own, each when it is asked for.
 * As in etcd a body that breaks off or is no JSON is a body that ends.
 */
final class Reading<Q extends Message> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private final RequestStream<Q> requests;
    private final Conversation<Q> call;
    private final Outbox<?> outbox;
    private @Nullable Thread thread;
    private volatile boolean done;

    Reading(RequestStream<Q> requests, Conversation<Q> call, Outbox<?> outbox) {
        this.requests = requests;
        this.call = call;
        this.outbox = outbox;
    }

    /** Goes on behind the first request, or tells that there was none. */
    void start(boolean hadFirst) {
        thread =
                Thread.ofVirtual()
                        .name("stream-body")
                        .start(
                                () -> {
                                    try {
                                        if (hadFirst) {
                                            readAll();
                                        }
                                        done = true;
                                        call.halfClosed();
                                    } catch (InterruptedException _) {
                                        done = true; // The call is over.
                                    }
                                });
    }

    /** Whether nobody reads from the connection any more. */
    boolean isDone() {
        return done;
    }

    private void readAll() throws InterruptedException {
        try {
            for (var next = await(); next.isPresent(); next = await()) {
                call.request(next.get());
            }
        } catch (IOException | BadJson e) {
            LOG.debug("the requests of a stream broke off", e);
        }
    }

    private Optional<Q> await() throws IOException, BadJson, InterruptedException {
        outbox.awaitDemand();
        return requests.next();
    }

    @Override
    public void close() throws InterruptedException {
        var reader = thread;
        if (reader != null) {
            reader.interrupt();
            reader.join(END_PATIENCE);
        }
    }
}
