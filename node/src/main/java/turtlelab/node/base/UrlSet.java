package turtlelab.node.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * URLs in ascending order of their text, as etcd keeps them: the order is part of a member's
 * identity.
 */
public record UrlSet(List<HttpUrl> urls) {
    public static final UrlSet EMPTY = new UrlSet(List.of());

    public UrlSet {
        urls = urls.stream().sorted().toList();
    }

    /**
     * Reads a comma-separated list.
     *
     * @throws IllegalArgumentException with etcd's text, also for an empty list
     */
    public static UrlSet parse(String commaSeparated) {
        return of(Arrays.asList(commaSeparated.split(",", -1)));
    }

    /**
     * Reads the texts.
     *
     * @throws IllegalArgumentException with etcd's text, also for an empty collection
     */
    public static UrlSet of(Collection<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("no valid URLs given");
        }
        var urls = new ArrayList<HttpUrl>();
        for (var text : texts) {
            urls.add(HttpUrl.parse(text));
        }
        return new UrlSet(urls);
    }

    public boolean isEmpty() {
        return urls.isEmpty();
    }

    public HttpUrl first() {
        return urls.getFirst();
    }

    public List<String> texts() {
        return urls.stream().map(HttpUrl::toString).toList();
    }

    @Override
    public String toString() {
        return urls.stream().map(HttpUrl::toString).collect(Collectors.joining(","));
    }
}
