package turtlelab.node.discovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.UrlSet;

/**
 * Whether two sets of URLs mean the same ports: by text, or after asking the resolver for the
 * hosts.
 */
public final class UrlComparison {
    private final Resolver resolver;

    public UrlComparison(Resolver resolver) {
        this.resolver = resolver;
    }

    /** The port to name resolution; may block, and has its own deadline. */
    public interface Resolver {
        /** The first address behind a host; empty when there is none. */
        Optional<String> address(String host);
    }

    /** How the sets differ, in etcd's words; empty when they mean the same. */
    public Optional<String> difference(UrlSet a, UrlSet b) {
        if (a.urls().size() != b.urls().size()) {
            return Optional.of("len(" + quoted(a) + ") != len(" + quoted(b) + ")");
        }
        if (a.equals(b) || resolved(a).equals(resolved(b))) {
            return Optional.empty();
        }
        return Optional.of("resolved urls: \"" + a + "\" != \"" + b + "\"");
    }

    private List<String> resolved(UrlSet urls) {
        return urls.urls().stream().map(this::resolved).sorted().toList();
    }

    private String resolved(HttpUrl url) {
        var host = resolver.address(url.bareHost()).orElse(url.bareHost());
        return url.scheme() + "://" + host + ":" + url.port();
    }

    private static String quoted(UrlSet urls) {
        return urls.texts().stream()
                .map(url -> "\"" + url + "\"")
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
