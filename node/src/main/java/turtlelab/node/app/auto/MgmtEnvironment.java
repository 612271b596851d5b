package turtlelab.node.app.auto;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import turtlelab.node.app.flags.Flag;

/** mgmt's variables, as other names of ours; a flag or our own name for it is stronger. */
public final class MgmtEnvironment {
    private static final String PREFIX = "MGMT_";
    private static final List<String> FLAGS =
            List.of(
                    "seeds",
                    "hostname",
                    "client-urls",
                    "server-urls",
                    "peer-urls",
                    "no-server",
                    "ideal-cluster-size",
                    "chooser");

    private MgmtEnvironment() {}

    /**
     * The environment with those variables under etcd's names.
     *
     * @param onCommandLine flags whose variables count for nothing
     */
    public static Map<String, String> in(
            Map<String, String> environment, Collection<Flag> onCommandLine) {
        var all = new HashMap<>(environment);
        for (var flag : FLAGS) {
            var name = flag.toUpperCase(Locale.ROOT).replace('-', '_');
            var value = environment.getOrDefault(PREFIX + name, "");
            if (!value.isEmpty()
                    && onCommandLine.stream().noneMatch(it -> it.name().equals(flag))) {
                all.putIfAbsent("ETCD_" + name, value);
            }
        }
        return all;
    }
}
