package turtlelab.node.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.http.figures.Page;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.MemberTable.MemberInfo;

/**
 * Whether this member can do its work: there is no alarm (but those that the asker excludes), a
 * leader is known, it has told the cluster its name (before that, etcd serves no clients at all),
 * and a linearizable read comes through in time. The healthy answer is etcd 3.4's to the byte; the
 * unhealthy one also tells the reason, as 3.5 does.
 */
final class Health {
    private final Replica replica;
    private final Duration patience;
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    Health(Replica replica, Duration patience) {
        this.replica = replica;
        this.patience = patience;
    }

    void serve(Context request) throws InterruptedException {
        var reason = reason(request.queryParams("exclude"));
        (reason.isEmpty() ? successes : failures).increment();
        if (reason.isEmpty()) {
            request.contentType("text/plain; charset=utf-8").result("{\"health\":\"true\"}");
        } else {
            var body = "{\"health\":\"false\",\"reason\":\"" + reason + "\"}";
            GoText.error(request, 503, body);
        }
    }

    /** Adds how often it was asked, and how it went. */
    void addTo(Page page) {
        page.counter(
                "etcd_server_health_success",
                "The total number of successful health checks",
                successes::sum);
        page.counter(
                "etcd_server_health_failures",
                "The total number of failed health checks",
                failures::sum);
    }

    /** Why this member is unhealthy; empty when it is well. */
    private String reason(List<String> excluded) throws InterruptedException {
        for (var raised : replica.state().alarms()) {
            if (!excluded.contains(raised.alarm().name())) {
                return "ALARM " + raised.alarm();
            }
        }
        if (!replica.status().hasLeader()) {
            return "RAFT NO LEADER";
        }
        if (!isStarted()) {
            return "NOT PUBLISHED YET";
        }
        try {
            var point = replica.readPoint().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return point.confirmed() ? "" : reason(point);
        } catch (TimeoutException _) {
            return "RANGE ERROR:context deadline exceeded";
        } catch (ExecutionException e) {
            throw new IllegalStateException("a read point never fails", e);
        }
    }

    /** Whether the cluster knows that this member runs, as member changes want it. */
    private boolean isStarted() {
        var members = replica.state().members();
        return members.find(replica.self()).filter(MemberInfo::started).isPresent();
    }

    private static String reason(Outcome.ReadPoint point) {
        return point.refusal()
                .map(refusal -> refusal == Refusal.NO_LEADER ? "RAFT NO LEADER" : refusal.name())
                .orElse("RANGE ERROR:etcdserver: request timed out");
    }
}
