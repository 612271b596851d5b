package turtlelab.labctl.auto;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Entry;
import turtlelab.join.auto.Stored;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;
import turtlelab.join.cluster.Picture;
import turtlelab.join.cluster.Probe;
import turtlelab.labctl.exec.LabFailure;

/** An automatic cluster as its keys and members show it. Failures are the user's to read. */
public final class AutoCluster {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final KeySpace keys;

    /** A cluster behind some client URLs. */
    public AutoCluster(List<String> clientUrls) {
        cluster = new Cluster(clientUrls, LIMIT);
        keys = new KeySpace(cluster);
    }

    /**
     * What is to be seen at one moment.
     *
     * @param thought what the leader makes of it; empty when no host has ever led
     */
    public record Sight(
            Board board, Picture picture, List<HostRow> hosts, Optional<Entry> thought) {
        /** Why nothing will happen here; empty where hosts have volunteered. */
        public Optional<String> strangeness() {
            return hosts.isEmpty()
                    ? Optional.of(
                            "no host has ever volunteered here, so nobody comes or goes by itself:"
                                    + " start hosts with `turtled --hostname NAME`")
                    : Optional.empty();
        }
    }

    private interface Asked<T> {
        T ask() throws IOException, ClusterRefused, InterruptedException;
    }

    public Sight look() throws InterruptedException {
        return asked(
                () -> {
                    var stored = stored();
                    var picture = Picture.of(cluster, new Probe(Clock.SYSTEM, LIMIT));
                    var thought =
                            stored.stream()
                                    .filter(it -> it.key().equals(AutoKeys.NOW))
                                    .findFirst()
                                    .flatMap(it -> Entry.read(it.value()));
                    return new Sight(
                            Board.of(stored), picture, HostRow.of(stored, picture), thought);
                });
    }

    /** The newest decisions, oldest first. */
    public List<Entry> history(int most) throws InterruptedException {
        var all =
                asked(
                        () ->
                                keys.under(AutoKeys.LOG).stream()
                                        .flatMap(it -> Entry.read(it.value()).stream())
                                        .toList());
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Asks for so many members, in the key that mgmt's users know. */
    public void size(int size) throws InterruptedException {
        put(AutoKeys.SIZE_2016, "" + size);
    }

    public void pause(String reason) throws InterruptedException {
        put(AutoKeys.PAUSED, reason);
    }

    public void resume() throws InterruptedException {
        delete(AutoKeys.PAUSED);
    }

    /** The host shall be no member, until it is told otherwise. */
    public void revoke(String host) throws InterruptedException {
        put(AutoKeys.REVOKED + host, "");
    }

    /** The host may be a member again, whatever it did. */
    public void volunteer(String host) throws InterruptedException {
        for (var mark : List.of(AutoKeys.REVOKED, AutoKeys.PENALTY, AutoKeys.FLAPS)) {
            delete(mark + host);
        }
    }

    private void put(String key, String value) throws InterruptedException {
        asked(
                () -> {
                    keys.put(key, value, 0);
                    return key;
                });
    }

    private void delete(String key) throws InterruptedException {
        asked(
                () -> {
                    keys.delete(key);
                    return key;
                });
    }

    private List<Stored> stored() throws IOException, ClusterRefused {
        var stored = new ArrayList<Stored>();
        for (var prefix : List.of(AutoKeys.MGMT, AutoKeys.OWN)) {
            for (var item : keys.under(prefix)) {
                stored.add(new Stored(item.key(), item.value(), item.created(), item.modified()));
            }
        }
        return stored;
    }

    private static <T> T asked(Asked<T> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (IOException | ClusterRefused e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "the cluster does not answer: %s; name a running member with --endpoints"
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
