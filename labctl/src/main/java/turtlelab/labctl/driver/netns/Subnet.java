package turtlelab.labctl.driver.netns;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

/**
 * The network that nodes and this machine share: 256 addresses that begin alike.
 *
 * @param prefix the first three numbers with their dots
 * @param gateway this machine's own address there
 */
record Subnet(String prefix, String gateway) {

    private static final int LENGTH = 24;

    /**
     * The network of these nodes.
     *
     * @throws LabFailure when they are not on one
     */
    static Subnet of(List<NodeSpec> nodes) {
        var addresses = nodes.stream().map(NodeSpec::vm).toList();
        var prefix = prefixOf(addresses.getFirst());
        for (var node : nodes) {
            if (!prefixOf(node.vm()).equals(prefix)) {
                throw new LabFailure(
                        LabFailure.Kind.CONFIGURATION,
                        "%s: vm address %s is not on the network %s0/%d of the others"
                                .formatted(node.name(), node.vm(), prefix, LENGTH));
            }
        }
        return new Subnet(prefix, addresses.contains(prefix + 1) ? prefix + 254 : prefix + 1);
    }

    private static String prefixOf(String address) {
        return address.substring(0, address.lastIndexOf('.') + 1);
    }

    /** As {@code ip} wants it: the address with the network's length. */
    String withLength(String address) {
        return address + "/" + LENGTH;
    }

    /**
     * Goes on only where nobody else has addresses of this network.
     *
     * @throws LabFailure naming the link that has one
     */
    void checkUnused() {
        var taken = linkOnIt();
        if (taken.isPresent()) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    ("this machine is on %s0/%d already, by its link %s: choose other vm addresses"
                         + " in lab.yaml, take down the lab that has it, or run labctl in a network"
                         + " namespace (nsenter --net=/run/netns/NAME labctl …)")
                            .formatted(prefix, LENGTH, taken.get()));
        }
    }

    private Optional<String> linkOnIt() {
        try {
            return all(NetworkInterface.getNetworkInterfaces())
                    .filter(
                            link ->
                                    all(link.getInetAddresses())
                                            .anyMatch(it -> it.getHostAddress().startsWith(prefix)))
                    .map(NetworkInterface::getName)
                    .findFirst();
        } catch (SocketException _) { // then there is no network at all
            return Optional.empty();
        }
    }

    private static <T> Stream<T> all(Enumeration<T> things) {
        return Collections.list(things).stream();
    }
}
