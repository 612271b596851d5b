package turtlelab.node.member;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;

/**
 * Tells the cluster this member's name and client URLs, at every start, again and again until it is
 * known. Has a thread of its own, named {@code publisher}.
 */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Replica replica;
    private final Command.PublishMember publication;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Publisher(Replica replica, Command.PublishMember publication) {
        this.replica = replica;
        this.publication = publication;
        this.thread = Thread.ofVirtual().name("publisher").unstarted(this::run);
    }

    public static Publisher start(Replica replica, String name, List<String> clientUrls) {
        var publication = new Command.PublishMember(replica.self(), name, clientUrls);
        var publisher = new Publisher(replica, publication);
        publisher.thread.start();
        return publisher;
    }

    private void run() {
        try {
            while (!known() && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                // Once more: there was no leader, or it was lost on the way.
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean known() throws InterruptedException {
        if (!replica.status().hasLeader()
                || replica.state().members().find(replica.self()).isEmpty()) {
            return false;
        }
        try {
            if (replica.execute(publication).get() instanceof Outcome.Applied) {
                LOG.info(
                        "published {Name:{} ClientURLs:{}} to cluster {}",
                        publication.name(),
                        publication.clientUrls(),
                        replica.clusterId());
                return true;
            }
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the replica must not fail", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.interrupt();
        thread.join(STOPPING);
    }
}
