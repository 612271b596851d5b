package turtlelab.labctl.cli.open;

import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.look.Look;

/** From names on the command line to nodes of a lab. */
public final class Nodes {

    /** Stands for whichever node leads now. */
    public static final String LEADER = "leader";

    private Nodes() {}

    /** The nodes of these names; all of the lab where none is named. */
    public static List<NodeSpec> named(LiveLab lab, List<String> names)
            throws InterruptedException {
        if (names.isEmpty()) {
            return lab.lab().nodes();
        }
        var nodes = new ArrayList<NodeSpec>();
        for (var name : names) {
            nodes.add(named(lab, name));
        }
        return nodes.stream().distinct().toList();
    }

    /** The node of this name, which may be {@link #LEADER}. */
    public static NodeSpec named(LiveLab lab, String name) throws InterruptedException {
        return name.equals(LEADER) ? leader(lab) : lab.lab().node(name);
    }

    private static NodeSpec leader(LiveLab lab) throws InterruptedException {
        return Look.at(lab)
                .leader()
                .orElseThrow(
                        () ->
                                new LabFailure(
                                        LabFailure.Kind.UNHEALTHY,
                                        "no node leads now: see `labctl status`"))
                .node();
    }
}
