package turtlelab.labctl.join;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a node must be started: etcd's settings by flag name, in a fixed order, without those that
 * say nothing.
 */
public record JoinSettings(Map<String, String> byFlag) {
    /** Puts them in the order in which elastic-etcd prints flags. */
    public static JoinSettings of(Map<String, String> settings) {
        var ordered = new LinkedHashMap<String, String>();
        for (var flag :
                new String[] {
                    "initial-cluster-state",
                    "initial-cluster",
                    "discovery",
                    "discovery-srv",
                    "discovery-srv-name",
                    "initial-advertise-peer-urls",
                    "name",
                    "data-dir"
                }) {
            var value = settings.getOrDefault(flag, "");
            if (!value.isEmpty()) {
                ordered.put(flag, value);
            }
        }
        return new JoinSettings(ordered);
    }
}
