package turtlelab.labctl.driver.docker;

import java.util.List;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

/**
 * The network that containers share, {@code etcdnet}: the 256 addresses around those of the nodes.
 * It carries the lab's label; another lab's is left alone.
 */
record Network(Containers containers, String lab) {

    static final String NAME = "etcdnet";

    /** The label by which everything of a lab is known. */
    static final String LABEL = "turtlelab";

    private static final String OWNER = "{{index .Labels \"" + LABEL + "\"}}";

    /**
     * Makes the network if it is not there.
     *
     * @throws LabFailure when there is one of that name that is not ours, or the nodes are on
     *     several
     */
    void make(List<NodeSpec> nodes) {
        var subnet = subnet(nodes);
        var owner = containers.look("network", NAME, OWNER);
        if (owner.isEmpty()) {
            containers.expect(
                    List.of(
                            "network",
                            "create",
                            "--label",
                            LABEL + "=" + lab,
                            "--subnet",
                            subnet,
                            NAME));
        } else if (!owner.get().equals(lab)) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    ("there is a network %s already, which is not this lab's (%s): take that"
                                    + " lab down, or `%s network rm %s`")
                            .formatted(
                                    NAME,
                                    owner.get().isEmpty() ? "nobody's" : owner.get(),
                                    containers.program(),
                                    NAME));
        }
    }

    private static String subnet(List<NodeSpec> nodes) {
        var prefix = prefix(nodes.getFirst());
        for (var node : nodes) {
            if (!prefix(node).equals(prefix)) {
                throw new LabFailure(
                        LabFailure.Kind.CONFIGURATION,
                        "%s: vm address %s is not on the network %s0/24 of the others"
                                .formatted(node.name(), node.vm(), prefix));
            }
            if (node.vm().equals(prefix + 1)) {
                throw new LabFailure(
                        LabFailure.Kind.CONFIGURATION,
                        "%s: vm address %s is the network's own gateway: choose another in lab.yaml"
                                .formatted(node.name(), node.vm()));
            }
        }
        return prefix + "0/24";
    }

    private static String prefix(NodeSpec node) {
        return node.vm().substring(0, node.vm().lastIndexOf('.') + 1);
    }

    /** Removes the network if it is this lab's and nobody is on it any more. */
    void removeIfUnused() {
        var left =
                containers.run("ps", "--all", "--quiet", "--filter", "label=" + LABEL + "=" + lab);
        boolean ours = containers.look("network", NAME, OWNER).filter(lab::equals).isPresent();
        if (ours && left.succeeded() && left.out().isBlank()) {
            containers.expect(List.of("network", "rm", NAME));
        }
    }
}
