package turtlelab.node.app.flags;

import java.util.Locale;

/**
 * One of etcd's flags.
 *
 * @param name without dashes, such as {@code data-dir}
 * @param defaultText in the form a user would write
 */
public record Flag(String name, FlagKind kind, String defaultText, Support support, String help) {
    /** What the node makes of a flag. */
    public enum Support {
        /** It means what it means in etcd. */
        WORKS,
        /** Taken with a warning: leaving it out harms nobody. */
        IGNORED,
        /** Refused when set: a node without it would not be what was asked for. */
        REFUSED
    }

    boolean isForTls() {
        return name.matches(
                "(peer-)?(client-)?(auto-tls|cert-.*|key-file|crl-file|trusted-ca-file)");
    }

    /** The name in the environment and in files: {@code ETCD_DATA_DIR}. */
    public String variable() {
        return "ETCD_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
