package turtlelab.node.discovery;

import turtlelab.node.base.UrlSet;

/**
 * What a node was told about the cluster it starts or joins; counts only while its data dir is
 * empty.
 *
 * @param list {@code name=url,...} as written; read only when needed, as in etcd
 * @param existing whether the cluster is said to exist already
 */
public record BootstrapFlags(
        String name, UrlSet advertisedPeerUrls, InitialList list, boolean existing) {

    /** The list of first members as written, and the token that sets equal lists apart. */
    public record InitialList(String text, String token) {}
}
