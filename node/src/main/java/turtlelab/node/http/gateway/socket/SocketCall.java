package turtlelab.node.http.gateway.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** What a client that opened a WebSocket asks for. */
public interface SocketCall {

    /**
     * Serves one call to its end, on a thread that may wait.
     *
     * @param body what the client sends, a line for each message
     * @param headers of the request for the WebSocket
     */
    void serve(InputStream body, Map<String, String> headers, Answers answers)
            throws IOException, InterruptedException;
}
