package turtlelab.join.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import turtlelab.join.base.Clock;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Health.State;

/** Looks whether members live, all at once, each within a time limit. */
public record Probe(Clock clock, Duration limit) {
    /** A look at each of these, in their order. */
    public List<Health> at(List<Member> members) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Future<Health>>();
            for (var member : members) {
                tasks.add(threads.submit(() -> at(member)));
            }
            return tasks.stream().map(Probe::result).toList();
        }
    }

    private static Health result(Future<Health> task) {
        try {
            return task.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Health(State.UNKNOWN, "interrupted", Duration.ZERO);
        }
    }

    /** A look at one: alive when it knows a leader, dead only when nobody listens. */
    public Health at(Member member) {
        var begin = clock.nanos();
        var led = leader(member);
        if (led.isEmpty()) {
            return new Health(State.ALIVE, "answers and knows a leader", clock.since(begin));
        }
        var reasons = new ArrayList<String>();
        for (var url : member.peerUrls()) {
            try {
                new PeerPort(url, limit).probe();
                return new Health(State.UNKNOWN, "listens for peers; " + led, clock.since(begin));
            } catch (IOException e) {
                reasons.add(url + ": " + Reason.of(e));
            }
        }
        return new Health(
                tried(reasons) ? State.DEAD : State.UNKNOWN,
                String.join("; ", reasons),
                clock.since(begin));
    }

    /** A name that cannot be resolved was not tried, nor was TLS: the fault may be ours. */
    private static boolean tried(List<String> reasons) {
        return !reasons.isEmpty()
                && reasons.stream()
                        .noneMatch(
                                reason ->
                                        reason.contains("no such host")
                                                || reason.contains(PlainText.NO_TLS)
                                                || reason.contains("no route")
                                                || reason.contains("not an HTTP address"));
    }

    /** Why it knows no leader; empty when it does. */
    private String leader(Member member) {
        if (member.clientUrls().isEmpty()) {
            return "has published no client URL";
        }
        try {
            var status = new Cluster(member.clientUrls(), limit).status();
            return status.leader() == 0 ? "answers, knows no leader" : "";
        } catch (IOException e) {
            return "does not answer clients (" + Reason.of(e) + ")";
        } catch (ClusterRefused e) {
            return "answers: " + e.getMessage();
        }
    }
}
