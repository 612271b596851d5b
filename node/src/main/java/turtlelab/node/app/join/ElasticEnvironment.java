package turtlelab.node.app.join;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** elastic-etcd's variables, as other names of ours; who sets both means ours. */
public final class ElasticEnvironment {
    private static final String PREFIX = "ELASTIC_ETCD_";
    private static final List<String> NAMES =
            List.of(
                    "DISCOVERY",
                    "JOIN_STRATEGY",
                    "CLIENT_PORT",
                    "CLUSTER_SIZE",
                    "DATA_DIR",
                    "NAME",
                    "INITIAL_ADVERTISE_PEER_URLS");

    private ElasticEnvironment() {}

    /** The environment with those variables under etcd's names. */
    public static Map<String, String> in(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        for (var name : NAMES) {
            var value = environment.getOrDefault(PREFIX + name, "");
            if (!value.isEmpty()) {
                all.putIfAbsent("ETCD_" + name, value);
            }
        }
        return all;
    }
}
