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
 * What lab a stage plays in: the project's own, on addresses of its own so that a user's lab and
 * those of other stages are left alone (virtual machines are too costly for that: they are the
 * user's), with {@code -Dlab.engine} and {@code -Dlab.driver} on top.
 *
 * @param stage number of the stage among those of this run
 */
record Script(int stage) {

    private static final int FIRST_NETWORK = 94;
    private static final int MOST_STAGES = Integer.getInteger("lab.stages", 3);
    private static final String LAN = "10.0.90.";
    private static final Set<String> OWN_LANS = Set.of(NetnsDriver.NAME, DockerDriver.NAME);

    /**
     * How many labs there may be at once: namespaces, containers and machines exist once. The real
     * etcd starts sooner than a JVM, and so needs fewer to be done as soon as ours.
     */
    static int stages() {
        if (!driver().equals(LocalDriver.NAME)) {
            return 1;
        }
        return engine() == Engine.TURTLED ? MOST_STAGES : Math.min(2, MOST_STAGES);
    }

    static Engine engine() {
        var asked = System.getProperty("lab.engine", "turtled");
        return Engine.valueOf(asked.toUpperCase(Locale.ROOT));
    }

    static String driver() {
        return System.getProperty("lab.driver", LocalDriver.NAME);
    }

    Lab lab(Path home, int turtles) {
        var lab = LabFile.read(home.resolve(LabFile.NAME));
        return elsewhere(lab.withNodes(turtles)).withEngine(engine()).withDriver(driver());
    }

    /** Where its lab is kept. */
    Path folder(Path home) {
        return home.resolve("features/target/lab-%s-%d".formatted(engine(), stage));
    }

    /** The turtle that this lab would have under the name, were it large enough. */
    NodeSpec turtle(Lab lab, String name) {
        var number = Integer.parseInt(name.substring("turtle".length()));
        return elsewhere(lab.withNodes(number)).node(name);
    }

    private Lab elsewhere(Lab lab) {
        var moved = new ArrayList<NodeSpec>();
        for (var node : lab.nodes()) {
            int number = moved.size() + 2;
            var vm = OWN_LANS.contains(driver()) ? LAN + number : node.vm();
            moved.add(new NodeSpec(node.name(), loopback() + number, vm));
        }
        return lab.withNodes(moved);
    }

    private String loopback() {
        int first = engine() == Engine.TURTLED ? FIRST_NETWORK : FIRST_NETWORK + MOST_STAGES;
        return "127.0.%d.".formatted(first + stage);
    }
}
