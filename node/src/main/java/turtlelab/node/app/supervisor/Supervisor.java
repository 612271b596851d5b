package turtlelab.node.app.supervisor;

import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever has started this process and asked to be told how it fares: systemd, for units of {@code
 * Type=notify}. The protocol is that of {@code sd_notify(3)}: lines of text in one datagram to the
 * socket that {@code NOTIFY_SOCKET} names. Without that variable nobody has asked, and nothing is
 * told. Any thread.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final String SOCKET = "NOTIFY_SOCKET";

    private final String socket;

    private Supervisor(String socket) {
        this.socket = socket;
    }

    /** The one that these variables of the environment name, if any. */
    public static Supervisor in(Map<String, String> environment) {
        return new Supervisor(environment.getOrDefault(SOCKET, ""));
    }

    /**
     * It listens. A quorum may still be missing: a unit that waited for one would keep the next
     * machine from being started.
     *
     * @param status one line for {@code systemctl status}
     */
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    /** It was told to leave, and does. */
    public void stopping() {
        tell("STOPPING=1");
    }

    /** A node serves its clients all the same when nobody could be told so. */
    private void tell(String lines) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            UnixDatagram.send(socket, lines);
        } catch (IOException e) {
            LOG.warn("could not tell {} to the service manager: {}", first(lines), e.getMessage());
        }
    }

    private static String first(String lines) {
        return lines.lines().findFirst().orElse(lines);
    }
}
