package turtlelab.node.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/** Opens listening sockets, and says in etcd's words why one cannot be opened. */
final class ListeningSocket {
    private static final int BACKLOG = 4096;

    private ListeningSocket() {}

    /**
     * Binds and listens.
     *
     * @throws BindException such as {@code listen tcp 127.0.0.1:2379: bind: address already in use}
     */
    static ServerSocketChannel open(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new BindException(
                    "listen tcp: lookup " + address.getHostString() + ": no such host");
        }
        var socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return socket.bind(address, BACKLOG);
        } catch (SocketException e) {
            socket.close();
            var reason = new BindException(text(address, e));
            reason.initCause(e);
            throw reason;
        }
    }

    private static String text(InetSocketAddress address, SocketException failure) {
        var host = address.getAddress().getHostAddress();
        var shown = host.contains(":") ? "[" + host + "]" : host;
        var cause = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return "listen tcp " + shown + ":" + address.getPort() + ": bind: " + cause;
    }
}
