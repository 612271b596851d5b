package turtlelab.node.http.gateway.socket;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;

/** Every call of the gateway for clients that ask for a WebSocket, which browsers can. */
public final class SocketRoutes {
    private static final Duration BEFORE_THE_FIRST_ANSWER = Duration.ofSeconds(60);

    /** How a browser, which cannot set headers, sends a token. */
    private static final Pattern TOKEN = Pattern.compile("Bearer, *([^ ,]+)");

    private final Map<String, SocketCall> calls = new LinkedHashMap<>();
    private final int longestMessage;

    /**
     * No routes yet.
     *
     * @param longestMessage bytes of a message; a longer one ends its connection
     */
    public SocketRoutes(int longestMessage) {
        this.longestMessage = longestMessage;
    }

    public void add(String path, SocketCall call) {
        calls.put(path, call);
    }

    /** Serves them. */
    public void addTo(ServletContextHandler context) {
        JettyWebSocketServletContainerInitializer.configure(
                context, (_, container) -> addTo(container));
    }

    private void addTo(JettyWebSocketServerContainer container) {
        container.setMaxTextMessageSize(longestMessage);
        container.setMaxBinaryMessageSize(longestMessage);
        container.setMaxFrameSize(longestMessage);
        container.setIdleTimeout(BEFORE_THE_FIRST_ANSWER);
        calls.forEach(
                (path, call) ->
                        container.addMapping(
                                path, (request, response) -> open(request, response, call)));
    }

    private static SocketClient open(
            JettyServerUpgradeRequest request,
            JettyServerUpgradeResponse response,
            SocketCall call) {
        var protocols = request.getSubProtocols();
        if (!protocols.isEmpty()) {
            response.setAcceptedSubProtocol(protocols.getFirst());
        }
        return new SocketClient(headers(request), call);
    }

    private static Map<String, String> headers(JettyServerUpgradeRequest request) {
        var headers = new HashMap<String, String>();
        request.getHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        var token = TOKEN.matcher(String.join(", ", request.getSubProtocols()));
        if (token.matches()) {
            headers.put("Authorization", "Bearer " + token.group(1));
        }
        return headers;
    }
}
