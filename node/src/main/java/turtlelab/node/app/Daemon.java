package turtlelab.node.app;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.app.supervisor.Supervisor;
import turtlelab.node.base.Time;

/** The life of the process around a node: start, wait, and leave in good order when told to. */
final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration LEAVE = Duration.ofMillis(1900);
    private static final int FAILED = 1;

    private Daemon() {}

    /** Runs a node until it ends; the exit code. */
    static int run(NodeConfig config, List<String> warnings) {
        warnings.forEach(LOG::warn);
        announce(config);
        Node node;
        try {
            node = Node.start(config, Time.SYSTEM);
        } catch (StartFailure | IOException e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        } catch (Exception e) {
            LOG.error("this node cannot start, by a bug or a broken machine", e);
            return FAILED;
        }
        var supervisor = Supervisor.in(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(node, supervisor), "leaving"));
        supervisor.ready("serving clients on " + config.urls().listenClient());
        switch (node.end().join()) {
            case FAILED -> Runtime.getRuntime().halt(FAILED);
            case REMOVED -> LOG.info("leaving");
        }
        return FAILED;
    }

    private static void announce(NodeConfig config) {
        LOG.info(
                "turtled {} (etcd API {}), name {}, data dir {}",
                Version.own(),
                Version.ETCD,
                config.name(),
                config.directories().data());
        LOG.info(
                "listening for peers on {}, for clients on {}, advertising {} and {}",
                config.urls().listenPeer(),
                config.urls().listenClient(),
                config.bootstrap().advertisedPeerUrls(),
                config.urls().advertiseClient());
        LOG.warn("insecure lab: no TLS and no passwords; keep these ports to yourself");
    }

    /**
     * SIGTERM: leadership goes first, then everything closes; a hanging disk does not hold us up.
     */
    private static void leave(Node node, Supervisor supervisor) {
        supervisor.stopping();
        var closing = Thread.ofPlatform().daemon().name("closing").unstarted(() -> close(node));
        closing.start();
        try {
            if (!closing.join(LEAVE)) {
                LOG.warn(
                        "closing takes too long; what was acknowledged is on disk, so leaving now");
                Runtime.getRuntime().halt(FAILED);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Node node) {
        try {
            node.close();
            LOG.info("left in good order");
        } catch (Exception e) {
            LOG.error("closing failed", e);
        }
    }
}
