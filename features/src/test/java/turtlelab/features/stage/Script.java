package turtlelab.features.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.docker.DockerDriver;
import turtlelab.labctl.driver.local.LocalDriver;
import turtlelab.labctl.driver.netns.NetnsDriver;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Lab;
import turtlelab.labctl.lab.LabFile;

/**
 * What lab a run of the scenarios plays in: the project's own, on addresses of its own so that a
 * user's lab is left alone (virtual machines are too costly for that: they are the user's), with
 * {@code -Dlab.engine} and {@code -Dlab.driver} on top.
 */
final class Script {

    private static final String LOCAL = "127.0.90.";
    private static final String LAN = "10.0.90.";
    private static final Set<String> OWN_LANS = Set.of(NetnsDriver.NAME, DockerDriver.NAME);

    private Script() {}

    static Lab lab(Path home, int turtles) {
        var lab = LabFile.read(home.resolve(LabFile.NAME));
        return elsewhere(lab.withNodes(turtles)).withEngine(engine()).withDriver(driver());
    }

    /** The turtle that this lab would have under the name, were it large enough. */
    static NodeSpec turtle(Lab lab, String name) {
        var number = Integer.parseInt(name.substring("turtle".length()));
        return elsewhere(lab.withNodes(number)).node(name);
    }

    static Engine engine() {
        var asked = System.getProperty("lab.engine", "turtled");
        return Engine.valueOf(asked.toUpperCase(Locale.ROOT));
    }

    static String driver() {
        return System.getProperty("lab.driver", LocalDriver.NAME);
    }

    private static Lab elsewhere(Lab lab) {
        var moved = new ArrayList<NodeSpec>();
        for (var node : lab.nodes()) {
            int number = moved.size() + 2;
            var vm = OWN_LANS.contains(driver()) ? LAN + number : node.vm();
            moved.add(new NodeSpec(node.name(), LOCAL + number, vm));
        }
        return lab.withNodes(moved);
    }
}
