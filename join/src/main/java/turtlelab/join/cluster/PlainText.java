package turtlelab.join.cluster;

import java.io.IOException;
import java.time.Duration;
import turtlelab.join.base.Http;

/** How members are reached, by clients and by each other. */
public final class PlainText {
    /** What is said of members that want certificates. */
    public static final String NO_TLS = "TLS to members is not built yet";

    private PlainText() {}

    /** Nothing was tried, so nothing is known about whoever lives there. */
    static final class NotTried extends IOException {
        private static final long serialVersionUID = 1;

        NotTried() {
            super(NO_TLS);
        }
    }

    /** Whether a URL is one of those that want certificates. */
    public static boolean isSecure(String url) {
        return url.regionMatches(true, 0, "https:", 0, "https:".length());
    }

    static Http.Reply send(Http.Request request, Duration limit) throws IOException {
        if (isSecure(request.url())) {
            throw new NotTried();
        }
        return Http.send(request, limit);
    }
}
