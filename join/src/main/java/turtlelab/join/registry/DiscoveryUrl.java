package turtlelab.join.registry;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a discovery service keeps the entries of one new cluster; the last part of its path is the
 * token.
 *
 * @param text as given, without a slash at its end
 */
public record DiscoveryUrl(String text) {
    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static DiscoveryUrl parse(String given) {
        if (given.isBlank()) {
            throw new IllegalArgumentException("discovery-url must be set");
        }
        URI uri;
        try {
            uri = new URI(given.strip());
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("invalid discovery url \"" + given + "\"");
        }
        var scheme = uri.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("discovery url must use http or https scheme");
        }
        var path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
        if (uri.getHost() == null || path.isEmpty()) {
            throw new IllegalArgumentException("invalid discovery url \"" + given + "\"");
        }
        return new DiscoveryUrl(given.strip().replaceAll("/+$", ""));
    }

    /** The key below it. */
    String key(String name) {
        return text + "/" + name;
    }

    @Override
    public String toString() {
        return text;
    }
}
