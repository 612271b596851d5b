package turtlelab.node.app.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Stored;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;
import turtlelab.join.cluster.Member;

/** An automatic cluster as whoever answers behind some client URLs shows it. */
record Look(List<String> clients) {
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private Cluster cluster() {
        return new Cluster(clients, ANSWER);
    }

    KeySpace keys() {
        return new KeySpace(cluster());
    }

    List<Member> members() throws IOException, ClusterRefused {
        return cluster().members();
    }

    /** The members that have a vote, by name. */
    List<String> voters() throws IOException, ClusterRefused {
        return named(it -> !it.learner() && it.started());
    }

    /** The members on their way to a vote; one that has not started has an empty name. */
    List<String> learners() throws IOException, ClusterRefused {
        return named(Member::learner);
    }

    /** Whether these have a vote, and nobody is on the way to one. */
    boolean consistsOf(List<String> names) throws IOException, ClusterRefused {
        var members = members();
        return members.stream().noneMatch(Member::learner)
                && members.stream().map(Member::name).sorted().toList().equals(names);
    }

    private List<String> named(Predicate<Member> which) throws IOException, ClusterRefused {
        return members().stream().filter(which).map(Member::name).sorted().toList();
    }

    Board board() throws IOException, ClusterRefused {
        var all = new ArrayList<Stored>();
        for (var prefix : List.of(AutoKeys.MGMT, AutoKeys.OWN)) {
            for (var item : keys().under(prefix)) {
                all.add(new Stored(item.key(), item.value(), item.created(), item.modified()));
            }
        }
        return Board.of(all);
    }

    boolean offers(String host) throws IOException, ClusterRefused {
        return board().volunteers().stream().anyMatch(it -> it.name().equals(host));
    }
}
