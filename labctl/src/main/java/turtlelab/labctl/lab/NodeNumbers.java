package turtlelab.labctl.lab;

import java.util.List;
import java.util.regex.Pattern;
import turtlelab.labctl.driver.NodeSpec;

/** Names and addresses of nodes beyond those that {@code lab.yaml} lists: it counts on. */
public final class NodeNumbers {

    private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)");
    private static final int LAST_BYTE = 254;

    private NodeNumbers() {}

    /** The node after the last one: after turtle3 on 127.0.0.4 comes turtle4 on 127.0.0.5. */
    public static NodeSpec next(List<NodeSpec> nodes) {
        var last = nodes.getLast();
        return named(nameAfter(last.name(), nodes.size()), nodes);
    }

    /** A node of this name on the addresses after those of the last one. */
    public static NodeSpec named(String name, List<NodeSpec> nodes) {
        var last = nodes.getLast();
        return new NodeSpec(name, addressAfter(last.local()), addressAfter(last.vm()));
    }

    private static String nameAfter(String name, int count) {
        var numbered = NUMBERED.matcher(name);
        return numbered.matches()
                ? numbered.group(1) + (Long.parseLong(numbered.group(2)) + 1)
                : "turtle" + (count + 1);
    }

    private static String addressAfter(String address) {
        int dot = address.lastIndexOf('.') + 1;
        int next = Integer.parseInt(address.substring(dot)) + 1;
        if (next > LAST_BYTE) {
            throw new IllegalArgumentException("no address is left after " + address);
        }
        return address.substring(0, dot) + next;
    }
}
