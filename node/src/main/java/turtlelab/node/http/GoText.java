package turtlelab.node.http;

import io.javalin.http.Context;

/** Plain-text refusals as Go's HTTP server writes them: the text, a line break, no sniffing. */
public final class GoText {
    private GoText() {}

    /** {@code 404 page not found}. */
    public static void notFound(Context request) {
        error(request, 404, "404 page not found");
    }

    /** {@code Method Not Allowed}, with the methods that are. */
    public static void methodNotAllowed(Context request, String allowed) {
        request.header("Allow", allowed);
        error(request, 405, "Method Not Allowed");
    }

    /** Any text with any status. */
    public static void error(Context request, int status, String text) {
        request.status(status)
                .header("X-Content-Type-Options", "nosniff")
                .contentType("text/plain; charset=utf-8")
                .result(text + "\n");
    }
}
