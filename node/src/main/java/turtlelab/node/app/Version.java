package turtlelab.node.app;

import java.util.Locale;

/** What this program is: etcd's four lines, which tools parse, and ours behind. */
final class Version {
    static final String ETCD = "3.4.23";
    private static final String DEVELOPMENT = "0.1.0-SNAPSHOT";

    private Version() {}

    /** Our own version, as the jar says it. */
    static String own() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }

    static String text() {
        return """
        etcd Version: %s
        Git SHA: Not provided (this is turtled, which speaks etcd's API)
        Go Version: none (Java %s)
        Go OS/Arch: %s/%s
        turtled Version: %s
        """
                .formatted(
                        ETCD,
                        Runtime.version(),
                        System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT),
                        System.getProperty("os.arch", "unknown"),
                        own());
    }
}
