package turtlelab.node.app.host;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.auto.Host;
import turtlelab.node.app.auto.HostConfig;
import turtlelab.node.app.supervisor.Supervisor;
import turtlelab.node.base.Time;

/** The life of the process around a host of an automatic cluster. */
public final class HostDaemon {
    private static final Logger LOG = LoggerFactory.getLogger(HostDaemon.class);

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
            var supervisor = Supervisor.in(System.getenv());
            Departure.onSignals(running, supervisor);
            running.run(() -> supervisor.ready("a host of an automatic cluster"));
            LOG.info("left in {}", running.isHurried() ? "a hurry" : "good order");
            return 0;
        } catch (Exception e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        }
    }
}
