package turtlelab.labctl.lab;

import java.util.Map;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeSpec;

/**
 * With whom a node begins its life.
 *
 * @param cluster {@code name=peerURL} of all founding or existing members, with commas between;
 *     empty when the node finds them itself
 * @param state {@code new}: found the cluster; {@code existing}: join it
 * @param finding settings by which it finds them, and how it wants to be found
 */
public record Bootstrap(String cluster, String state, Map<String, String> finding) {

    public Bootstrap {
        finding = Map.copyOf(finding);
    }

    /** The node finds the other founders by these settings. */
    public static Bootstrap finding(Map<String, String> settings) {
        return new Bootstrap("", "new", settings);
    }

    /** All nodes of the lab found the cluster together. */
    public static Bootstrap founding(Lab lab, Driver driver) {
        return new Bootstrap(
                lab.nodes().stream()
                        .map(node -> entry(node, Urls.of(lab, driver, node).peer()))
                        .collect(Collectors.joining(",")),
                "new",
                Map.of());
    }

    /** The node joins a cluster that already knows it. */
    public static Bootstrap joining(String cluster) {
        return new Bootstrap(cluster, "existing", Map.of());
    }

    private static String entry(NodeSpec node, String peerUrl) {
        return node.name() + "=" + peerUrl;
    }
}
