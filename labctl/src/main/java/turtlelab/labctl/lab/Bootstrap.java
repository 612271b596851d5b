package turtlelab.labctl.lab;

import java.util.stream.Collectors;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeSpec;

/**
 * With whom a node begins its life.
 *
 * @param cluster {@code name=peerURL} of all founding or existing members, with commas between
 * @param state {@code new}: found the cluster; {@code existing}: join it
 */
public record Bootstrap(String cluster, String state) {

    /** All nodes of the lab found the cluster together. */
    public static Bootstrap founding(Lab lab, Driver driver) {
        return new Bootstrap(
                lab.nodes().stream()
                        .map(node -> entry(node, Urls.of(lab, driver, node).peer()))
                        .collect(Collectors.joining(",")),
                "new");
    }

    /** The node joins a cluster that already knows it. */
    public static Bootstrap joining(String cluster) {
        return new Bootstrap(cluster, "existing");
    }

    private static String entry(NodeSpec node, String peerUrl) {
        return node.name() + "=" + peerUrl;
    }
}
