package turtlelab.node.http.gateway;

/**
 * A request body that cannot be read as the message it should be; the text is meant for the client.
 */
final class BadJson extends Exception {
    private static final long serialVersionUID = 1;

    BadJson(String message) {
        super(message);
    }
}
