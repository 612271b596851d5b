package turtlelab.join.keys;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;
import turtlelab.join.registry.Entry;
import turtlelab.join.registry.Listing;
import turtlelab.join.registry.Registry;
import turtlelab.join.registry.RegistryRefused;

/**
 * A token's entries in the v3 keys of any cluster, where etcd 3.6 has them: {@code
 * /_etcd/registry/TOKEN/_config/size} and {@code …/members/ID}. Whoever wants to found a cluster
 * puts the size there first. Unlike etcd's client it never overwrites another's entry: an identity
 * that comes back without its data must not vote again.
 */
public final class KeyRegistry implements Registry {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final String ROOT = "/_etcd/registry/";
    private static final long NO_LEASE = 0;

    private final KeySpace keys;
    private final String root;

    /** The entries of a token at the cluster behind these client URLs. */
    public KeyRegistry(List<String> endpoints, String token) {
        this.keys = new KeySpace(new Cluster(endpoints, ANSWER));
        this.root = ROOT + token + "/";
    }

    private interface Call<T> {
        T ask() throws IOException, ClusterRefused;
    }

    private static <T> T asked(Call<T> call) throws IOException, RegistryRefused {
        try {
            return call.ask();
        } catch (ClusterRefused e) {
            throw new RegistryRefused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> size() throws IOException, RegistryRefused {
        return asked(() -> keys.get(root + "_config/size")).map(KeySpace.Item::value);
    }

    @Override
    public Listing list() throws IOException, RegistryRefused {
        var items = asked(() -> keys.under(root + "members/"));
        var entries = items.stream().map(this::entry).toList();
        var newest = items.stream().mapToLong(KeySpace.Item::modified).max().orElse(0);
        return new Listing(entries, newest);
    }

    private Entry entry(KeySpace.Item item) {
        return new Entry(item.key().substring(key("").length()), item.value(), item.created());
    }

    private String key(String id) {
        return root + "members/" + id;
    }

    @Override
    public boolean create(String id, String value) throws IOException, RegistryRefused {
        return asked(() -> keys.get(key(id)).isEmpty() && keys.create(key(id), value, NO_LEASE));
    }

    @Override
    public void put(String id, String value) throws IOException, RegistryRefused {
        asked(
                () -> {
                    keys.put(key(id), value, NO_LEASE);
                    return id;
                });
    }

    @Override
    public boolean delete(String id) throws IOException, RegistryRefused {
        return asked(
                () -> {
                    var there = keys.get(key(id)).isPresent();
                    keys.delete(key(id));
                    return there;
                });
    }

    /** Returns at once: who waits looks again in a moment, twice a second. */
    @Override
    public void await(long index, Duration limit) {}
}
