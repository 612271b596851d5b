package turtlelab.join.elastic;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.PeerPort;
import turtlelab.join.elastic.Source.Listed;

/**
 * Finds the living members behind a list: each listed member is asked at its peer port for the
 * client URLs that members have published, since a guess by port takes a member that serves
 * elsewhere for dead.
 */
final class Scout {
    private final JoinRequest.Limits limits;
    private final Journal journal;

    Scout(JoinRequest.Limits limits, Journal journal) {
        this.limits = limits;
        this.journal = journal;
    }

    /**
     * What was found.
     *
     * @param active client URLs of members that know a leader
     * @param leaderless whether somebody answers and knows none
     * @param clusters identities of all clusters that answered
     */
    record Sighting(List<String> active, boolean leaderless, Set<Long> clusters) {}

    Sighting look(List<Listed> listed) throws InterruptedException {
        var urls = new LinkedHashSet<String>();
        for (var found : each(listed, this::clientUrls)) {
            urls.addAll(found);
        }
        var active = new ArrayList<String>();
        var clusters = new TreeSet<Long>();
        boolean leaderless = false;
        var candidates = List.copyOf(urls);
        var said = each(candidates, this::ask);
        for (int i = 0; i < candidates.size(); i++) {
            var status = said.get(i);
            if (status.isEmpty()) {
                continue;
            }
            clusters.add(status.get().cluster());
            if (status.get().leader() == 0) {
                leaderless = true;
            } else if (!status.get().learner()) { // a learner may not be asked for the members
                active.add(candidates.get(i));
            }
        }
        return new Sighting(active, leaderless, clusters);
    }

    /** Where to ask as a client: as published, and only where nobody says, by the usual port. */
    private Set<String> clientUrls(Listed listed) {
        var urls = new LinkedHashSet<>(listed.clientUrls());
        for (var peer : listed.peerUrls()) {
            urls.addAll(new PeerPort(peer, limits.probe()).clientUrls());
        }
        if (urls.isEmpty()) {
            listed.peerUrls().forEach(peer -> urls.add(atClientPort(peer)));
        }
        return urls;
    }

    /** In plain text: members that want certificates of each other may serve clients without. */
    private String atClientPort(String peerUrl) {
        return "http://%s:%d".formatted(URI.create(peerUrl).getHost(), limits.clientPort());
    }

    private Optional<Cluster.Status> ask(String url) {
        try {
            var status = new Cluster(List.of(url), limits.probe()).status();
            journal.note(
                    "probe %s: member %x of cluster %x, leader %x"
                            .formatted(url, status.member(), status.cluster(), status.leader()));
            return Optional.of(status);
        } catch (IOException e) {
            journal.note("probe %s: %s".formatted(url, Reason.of(e)));
        } catch (ClusterRefused e) {
            journal.note("probe %s: %s".formatted(url, e.getMessage()));
        }
        return Optional.empty();
    }

    private interface Call<T, R> {
        R ask(T item);
    }

    private static <T, R> List<R> each(List<T> items, Call<T, R> call) throws InterruptedException {
        var tasks = new ArrayList<Future<R>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            items.forEach(item -> tasks.add(threads.submit(() -> call.ask(item))));
            var results = new ArrayList<R>();
            for (var task : tasks) {
                results.add(task.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
