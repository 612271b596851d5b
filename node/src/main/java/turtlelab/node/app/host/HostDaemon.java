package turtlelab.node.app.host;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.auto.Host;
import turtlelab.node.app.auto.HostConfig;
import turtlelab.node.base.Time;

/** The life of the process around a host of an automatic cluster. */
public final class HostDaemon {
    private static final Logger LOG = LoggerFactory.getLogger(HostDaemon.class);

    /** As long as mgmt's third Ctrl-C took. */
    private static final Duration LEAVE = Duration.ofSeconds(15);

    private static final int FAILED = 1;

    private HostDaemon() {}

    /** Runs a host until it is told to leave; the exit code. */
    public static int run(
            NodeConfig config, HostConfig host, String version, List<String> warnings) {
        warnings.forEach(LOG::warn);
        LOG.info(
                "turtled {}, host {} of an automatic cluster, data dir {}",
                version,
                host.name(),
                host.directory());
        LOG.info(
                "as a member: for clients on {}, for members on {}",
                config.urls().listenClient(),
                config.urls().listenPeer());
        LOG.warn("insecure lab: no TLS and no passwords; keep these ports to yourself");
        try {
            var running = Host.of(host, new NodeServers(config, Time.SYSTEM));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(running), "leaving"));
            running.run();
            return 0;
        } catch (Exception e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        }
    }

    /** Ctrl-C and SIGTERM: it leaves the cluster in good order, or at least in time. */
    private static void leave(Host host) {
        if (host.hasEnded()) {
            return; // by itself, and the exit code says so
        }
        var leaving = Thread.ofPlatform().daemon().name("closing").unstarted(() -> close(host));
        leaving.start();
        try {
            var left = leaving.join(LEAVE);
            Runtime.getRuntime().halt(left ? 0 : FAILED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Host host) {
        try {
            host.close();
            LOG.info("left in good order");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
