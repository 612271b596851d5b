package turtlelab.node.http.gateway;

import io.javalin.http.HandlerType;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import turtlelab.node.base.Closer;
import turtlelab.node.base.Time;
import turtlelab.node.front.Door;
import turtlelab.node.front.Matcher;
import turtlelab.node.front.Port;
import turtlelab.node.front.PortFront;
import turtlelab.node.grpc.PingRules;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.grpc.server.RpcServer;

/** A client port that serves {@link Echo} and nothing else. */
final class EchoPort implements AutoCloseable {
    private static final String HOST = "127.7.0.13";
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final int WAIT_MILLIS = 20_000;

    final Echo echo = new Echo();
    private final PortFront front;
    private final Closer opened;

    EchoPort() throws Exception {
        try (var opening = new Closer()) {
            var api = new V3Api(List.of(), List.of(echo.rpc()));
            var limits = RequestLimits.STANDARD;
            var rpc = opening.add(RpcServer.start(api, echo.replica, limits, PingRules.STANDARD));
            var gateway =
                    new Gateway(api, limits, PATIENCE, List.of(HandlerType.GET, HandlerType.POST));
            var addresses = List.of(new InetSocketAddress(HOST, 0));
            front =
                    opening.add(
                            PortFront.open(
                                    new Port("echo", addresses, Time.SYSTEM),
                                    _ -> List.of(new Door(Matcher.HTTP2, rpc.receiver())),
                                    config -> {
                                        gateway.addTo(config.routes);
                                        gateway.addTo(config.jetty);
                                    }));
            opened = opening.keep();
        }
    }

    int port() {
        return front.addresses().getFirst().getPort();
    }

    String host() {
        return HOST;
    }

    Socket connect() throws Exception {
        var socket = new Socket(HOST, port());
        socket.setSoTimeout(WAIT_MILLIS);
        return socket;
    }

    @Override
    public void close() throws Exception {
        opened.close();
    }
}
