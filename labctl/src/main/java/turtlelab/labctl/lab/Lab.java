package turtlelab.labctl.lab;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

/**
 * A lab as it is meant to be: which nodes, where, running what. Checked on creation; says nothing
 * of what runs now.
 *
 * @param heap Java heap of each turtled, such as {@code 256m}
 * @param box the image that virtual machines are made from
 */
public record Lab(
        String driver,
        Engine engine,
        String token,
        String heap,
        Ports ports,
        String box,
        List<NodeSpec> nodes) {

    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]");

    public Lab {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("nodes: a lab has at least one node");
        }
        if (!HEAP.matcher(heap).matches()) {
            throw new IllegalArgumentException(
                    "heap: '%s' is not a size such as 256m or 1g".formatted(heap));
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException("token: must not be empty");
        }
        checkDistinct("name", nodes.stream().map(NodeSpec::name).toList());
        checkDistinct("local address", nodes.stream().map(NodeSpec::local).toList());
        checkDistinct("vm address", nodes.stream().map(NodeSpec::vm).toList());
    }

    private static void checkDistinct(String what, List<String> values) {
        var seen = new HashSet<String>();
        for (var value : values) {
            if (!seen.add(value)) {
                throw new IllegalArgumentException(
                        "nodes: two nodes have the %s '%s'".formatted(what, value));
            }
        }
    }

    /**
     * The node of this name.
     *
     * @throws LabFailure when there is none
     */
    public NodeSpec node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new LabFailure(
                                        LabFailure.Kind.CONFIGURATION,
                                        "this lab has no node '%s'; its nodes are %s"
                                                .formatted(name, names())));
    }

    /** All names, for a sentence. */
    public String names() {
        return nodes.stream().map(NodeSpec::name).collect(Collectors.joining(", "));
    }

    /** How many nodes must run for the cluster to serve, if all are voters. */
    @JsonIgnore
    public int quorum() {
        return nodes.size() / 2 + 1;
    }

    public Lab withDriver(String other) {
        return new Lab(other, engine, token, heap, ports, box, nodes);
    }

    public Lab withEngine(Engine other) {
        return new Lab(driver, other, token, heap, ports, box, nodes);
    }

    public Lab withNodes(List<NodeSpec> others) {
        return new Lab(driver, engine, token, heap, ports, box, others);
    }

    /** The same lab with its machines on another network, such as {@code 192.168.56}. */
    public Lab onNetwork(String prefix) {
        return withNodes(
                nodes.stream()
                        .map(it -> new NodeSpec(it.name(), it.local(), moved(prefix, it.vm())))
                        .toList());
    }

    private static String moved(String prefix, String address) {
        return prefix + address.substring(address.lastIndexOf('.'));
    }

    /** The same lab with so many nodes: the first of them, or all and some more after the last. */
    public Lab withNodes(int count) {
        var wanted = new ArrayList<>(nodes.subList(0, Math.min(count, nodes.size())));
        while (wanted.size() < count) {
            wanted.add(NodeNumbers.next(wanted));
        }
        return withNodes(wanted);
    }
}
