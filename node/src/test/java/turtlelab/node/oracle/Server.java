package turtlelab.node.oracle;

import java.net.InetSocketAddress;

/** A fresh member that leads itself, with the identities of {@code http://localhost:2380}. */
interface Server extends AutoCloseable {
    InetSocketAddress address();

    default String url() {
        return "http://" + address().getHostString() + ":" + address().getPort();
    }
}
