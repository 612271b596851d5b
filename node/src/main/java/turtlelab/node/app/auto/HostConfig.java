package turtlelab.node.app.auto;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import turtlelab.join.auto.Pace;

/**
 * What a host of an automatic cluster is told at start.
 *
 * @param name its own, and its member's
 * @param seeds client URLs of an existing cluster; empty for the first host
 * @param idealSize what the first host asks for
 * @param server whether it may become a member
 * @param lease how long the others wait for a host that is silent
 * @param pace of the loop while it leads
 */
public record HostConfig(
        String name,
        Path directory,
        Addresses addresses,
        List<String> seeds,
        int idealSize,
        boolean server,
        String zone,
        Duration lease,
        Pace pace) {
    public HostConfig {
        seeds = List.copyOf(seeds);
    }

    /** Where its member is reached. */
    public record Addresses(List<String> client, List<String> peer) {
        public Addresses {
            client = List.copyOf(client);
            peer = peer.stream().sorted().toList();
        }
    }
}
