package turtlelab.labctl.driver.docker;

import java.util.List;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

/**
 * The network that containers share: the 256 addresses around those of the nodes. It carries the
 * lab's label; another lab's is left alone.
 *
 * @param prefix the first three numbers of its addresses with their dots
 */
record Network(Containers containers, String lab, String prefix) {

    /** The label by which everything of a lab is known. */
    static final String LABEL = "turtlelab";

    private static final String OWNER = "{{index .Labels \"" + LABEL + "\"}}";

    /**
     * The network of these nodes.
     *
     * @throws LabFailure when they are not on one, or one of them has the gateway's address
     */
    static Network of(Containers containers, String lab, List<NodeSpec> nodes) {
        var prefix = prefix(nodes.getFirst());
        for (var node : nodes) {
            if (!prefix(node).equals(prefix)) {
                throw wrong(node, "is not on the network %s0/24 of the others".formatted(prefix));
            }
            if (node.vm().equals(prefix + 1)) {
                throw wrong(node, "is the network's own gateway");
            }
        }
        return new Network(containers, lab, prefix);
    }

    private static String prefix(NodeSpec node) {
        return node.vm().substring(0, node.vm().lastIndexOf('.') + 1);
    }

    private static LabFailure wrong(NodeSpec node, String what) {
        return new LabFailure(
                LabFailure.Kind.CONFIGURATION,
                "%s: vm address %s %s: choose another in lab.yaml"
                        .formatted(node.name(), node.vm(), what));
    }

    /** {@code etcdnet}; on other addresses than those of {@code labs/etcdnet.yaml} numbered. */
    String name() {
        return prefix.equals("10.10.10.")
                ? "etcdnet"
                : "etcdnet-" + prefix.substring(0, prefix.length() - 1).replace('.', '-');
    }

    /**
     * Makes the network if it is not there.
     *
     * @throws LabFailure when there is one of that name that is not ours
     */
    void make() {
        var owner = containers.look("network", name(), OWNER);
        if (owner.isEmpty()) {
            var words = List.of("network", "create", "--label", LABEL + "=" + lab, "--subnet");
            containers.expect(words, prefix + "0/24", name());
        } else if (!owner.get().equals(lab)) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    ("there is a network %s already, of %s: take that lab down, or"
                                    + " `%s network rm %1$s`")
                            .formatted(
                                    name(),
                                    owner.get().isEmpty()
                                            ? "somebody else"
                                            : "the lab in " + owner.get(),
                                    containers.program()));
        }
    }

    /** Removes the network if it is this lab's and no container is left that could be on it. */
    void removeIfUnused() {
        var label = "label=" + LABEL + "=" + lab;
        var left = containers.run("ps", "--all", "--quiet", "--filter", label);
        boolean ours = containers.look("network", name(), OWNER).filter(lab::equals).isPresent();
        if (ours && left.succeeded() && left.out().isBlank()) {
            containers.expect(List.of("network", "rm"), name());
        }
    }
}
