package turtlelab.labctl.driver;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one node lives: its address, the host names it also listens on for clients, and its files,
 * as paths on the node's own machine.
 *
 * @param conf the rendered settings
 * @param data the daemon's data folder, made by the daemon
 * @param log stdout and stderr of the daemon
 * @param stamp exists when the node is provisioned
 */
public record Place(
        String address, List<String> alsoListensOn, Path conf, Path data, Path log, Path stamp) {

    public Place {
        alsoListensOn = List.copyOf(alsoListensOn);
    }
}
