package turtlelab.node.member;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;

/**
 * The leader's duty to say which API level the cluster speaks: the lowest, until every member was
 * seen, then that of this program. Has a thread of its own, named {@code cluster-version}.
 */
public final class ClusterVersion implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterVersion.class);
    static final String LOWEST = "3.0.0";
    static final String CURRENT = "3.4.0";
    private static final String UNDECIDED = "not_decided";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Replica replica;
    private final Connections connections;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private ClusterVersion(Replica replica, Connections connections) {
        this.replica = replica;
        this.connections = connections;
        this.thread = Thread.ofVirtual().name("cluster-version").unstarted(this::run);
    }

    public static ClusterVersion start(Replica replica, Connections connections) {
        var duty = new ClusterVersion(replica, connections);
        duty.thread.start();
        return duty;
    }

    private void run() {
        try {
            do {
                var next = due(replica, connections);
                if (next.isPresent()) {
                    set(next.get());
                }
            } while (!closed.await(pause(replica).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The first decision counts in v2's index, so it follows a fresh node's name at once, as in
     * etcd: else who is quick gets the index of his first key before it.
     */
    static Duration pause(Replica replica) {
        return replica.state().clusterVersion().equals(UNDECIDED) ? SHORT_PAUSE : PAUSE;
    }

    /** What this member should set the version to now; empty for most of the time. */
    static Optional<String> due(Replica replica, Connections connections) {
        var version = replica.state().clusterVersion();
        var self = replica.state().members().find(replica.self());
        // A leader's own name goes first, as in etcd: it shows in v2's index of a fresh node.
        if (replica.status().role() != Role.LEADER
                || version.equals(CURRENT)
                || self.filter(member -> member.started()).isEmpty()) {
            return Optional.empty();
        }
        var all =
                replica.state().members().list().stream()
                        .filter(member -> !member.id().equals(replica.self()))
                        .allMatch(member -> connections.activeFor(member.id()).isPresent());
        if (all) {
            return Optional.of(CURRENT);
        }
        return version.equals(UNDECIDED) ? Optional.of(LOWEST) : Optional.empty();
    }

    private void set(String version) throws InterruptedException {
        try {
            var outcome = replica.execute(new Command.SetClusterVersion(version)).get();
            if (outcome instanceof Outcome.Applied) {
                LOG.info("set the cluster version to {}", version);
            }
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
