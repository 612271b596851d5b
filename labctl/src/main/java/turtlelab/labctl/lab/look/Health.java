package turtlelab.labctl.lab.look;

import java.util.Locale;

/** How a node is, seen from outside. */
public enum Health {
    /** Serves linearizable reads. */
    HEALTHY,
    /** Answers, but cannot serve: no leader, no quorum, or an alarm. */
    UNHEALTHY,
    /** Its daemon lives but does not answer. */
    UNREACHABLE,
    /** Its daemon stands still after SIGSTOP. */
    PAUSED,
    /** It has no daemon: never started, stopped, killed or died. */
    STOPPED,
    /** It has not been made, or not to the end. */
    UNPROVISIONED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
