package turtlelab.node.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import turtlelab.node.base.UrlSet;

/** The first members by name, as the flag {@code --initial-cluster} lists them. */
public record InitialCluster(SortedMap<String, UrlSet> members) {
    /**
     * Reads {@code name=url,name=url,...}; a name may come several times.
     *
     * @throws IllegalArgumentException with etcd's text when a URL cannot be read
     */
    public static InitialCluster parse(String text) {
        var urls = new TreeMap<String, List<String>>();
        for (var part : text.split(",", -1)) {
            if (!part.isEmpty()) {
                var equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                var url = equals < 0 ? "" : part.substring(equals + 1);
                urls.computeIfAbsent(name, _ -> new ArrayList<>()).add(url);
            }
        }
        var members = new TreeMap<String, UrlSet>();
        urls.forEach((name, texts) -> members.put(name, UrlSet.of(texts)));
        return new InitialCluster(members);
    }

    public Optional<UrlSet> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    public Collection<UrlSet> urlSets() {
        return members.values();
    }

    /** Whether two entries claim the same URL. */
    public boolean hasDuplicateUrl() {
        var seen = new HashSet<String>();
        return members.values().stream()
                .flatMap(urls -> urls.texts().stream())
                .anyMatch(url -> !seen.add(url));
    }

    /** In ascending order of {@code name=url}, as etcd prints it. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        members.forEach((name, urls) -> urls.texts().forEach(url -> parts.add(name + "=" + url)));
        parts.sort(null);
        return String.join(",", parts);
    }
}
