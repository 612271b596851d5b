package turtlelab.node.http.v2.stats;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.http.v2.keys.ReadCounts;
import turtlelab.node.http.v2.watch.WatchHub;
import turtlelab.node.http.v2.wire.GoDurationText;
import turtlelab.node.http.v2.wire.GoJson;
import turtlelab.node.http.v2.wire.GoTimeText;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.peer.traffic.AppendTraffic;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Counts;

/** {@code /v2/stats}: this member, its followers, its store (etcd reference A.7). */
public final class StatsRoutes {
    private final Replica replica;
    private final Time time;
    private final AppendTraffic traffic;
    private final Counts counts;
    private final Instant startTime;
    private final AtomicReference<Leadership> leadership;

    /** What this member's v2 API counts by itself. */
    public record Counts(ReadCounts reads, WatchHub hub) {}

    public StatsRoutes(Replica replica, Time time, AppendTraffic traffic, Counts counts) {
        this.replica = replica;
        this.time = time;
        this.traffic = traffic;
        this.counts = counts;
        this.startTime = time.now();
        this.leadership = new AtomicReference<>(new Leadership(MemberId.NONE, startTime));
    }

    public void register(RoutesConfig routes) {
        Resource.of("/v2/stats/self", "GET").register(routes, this::self);
        Resource.of("/v2/stats/leader", "GET").register(routes, this::leader);
        Resource.of("/v2/stats/store", "GET").register(routes, this::store);
    }

    /** Notes when a leader came; who is not told notices with the next question. */
    public void leads(MemberId leader) {
        leadership(leader);
    }

    /** Whom this member follows, and when that was first noticed here. */
    private record Leadership(MemberId leader, Instant since) {}

    private void self(Context ctx) {
        var status = replica.status();
        var leads = leadership(status.leader());
        var name = replica.state().members().find(replica.self()).map(MemberInfo::name).orElse("");
        var uptime = Duration.between(leads.since, time.now());
        var json =
                new GoJson()
                        .begin()
                        .field("name", name)
                        .field("id", replica.self().hex())
                        .field("state", state(status.role()))
                        .field("startTime", GoTimeText.of(startTime));
        json.name("leaderInfo")
                .begin()
                .field("leader", leads.leader.isNone() ? "" : leads.leader.hex())
                .field("uptime", GoDurationText.of(uptime))
                .field("startTime", GoTimeText.of(leads.since))
                .end();
        appends(json, status.role());
        Replies.json(ctx, 200, json.toString());
    }

    /** As in etcd a leader tells how fast it sends, a follower how fast it gets. */
    private void appends(GoJson json, Role role) {
        var received = traffic.received();
        var sent = traffic.sent();
        json.field("recvAppendRequestCnt", received.count());
        if (role == Role.FOLLOWER || role == Role.LEARNER) {
            json.unlessZero("recvPkgRate", received.perSecond());
            json.unlessZero("recvBandwidthRate", received.bytesPerSecond());
        }
        json.field("sendAppendRequestCnt", sent.count());
        if (role == Role.LEADER) {
            json.unlessZero("sendPkgRate", sent.perSecond());
            json.unlessZero("sendBandwidthRate", sent.bytesPerSecond());
        }
        json.end();
    }

    private Leadership leadership(MemberId leader) {
        return leadership.updateAndGet(
                noted -> noted.leader.equals(leader) ? noted : new Leadership(leader, time.now()));
    }

    private static String state(Role role) {
        return switch (role) {
            case LEADER -> "StateLeader";
            case CANDIDATE, PRE_CANDIDATE -> "StateCandidate";
            case FOLLOWER, LEARNER -> "StateFollower";
        };
    }

    private void leader(Context ctx) {
        var status = replica.status();
        if (status.role() != Role.LEADER) {
            Replies.message(ctx, 403, "not current leader");
            return;
        }
        var json = new GoJson().begin().field("leader", status.self().hex());
        json.name("followers").begin();
        for (var follower : status.progress().keySet().stream().sorted().toList()) {
            if (!follower.equals(status.self())) {
                follower(json, follower);
            }
        }
        Replies.json(ctx, 200, json.end().end().toString());
    }

    private void follower(GoJson json, MemberId id) {
        var figures = traffic.follower(id);
        var latency = figures.latency();
        json.name(id.hex()).begin();
        json.name("latency").begin();
        json.field("current", latency.current());
        json.field("average", latency.average());
        json.field("standardDeviation", latency.standardDeviation());
        json.field("minimum", latency.minimum()).field("maximum", latency.maximum()).end();
        json.name("counts").begin();
        json.field("fail", figures.failures()).field("success", figures.successes()).end();
        json.end();
    }

    private void store(Context ctx) {
        var writes = replica.state().v2().counts();
        var reads = counts.reads;
        var json = new GoJson().begin();
        json.field("getsSuccess", reads.successes()).field("getsFail", reads.failures());
        pair(json, "sets", writes, V2Action.SET);
        pair(json, "delete", writes, V2Action.DELETE);
        pair(json, "update", writes, V2Action.UPDATE);
        pair(json, "create", writes, V2Action.CREATE);
        pair(json, "compareAndSwap", writes, V2Action.COMPARE_AND_SWAP);
        pair(json, "compareAndDelete", writes, V2Action.COMPARE_AND_DELETE);
        json.field("expireCount", writes.successes(V2Action.EXPIRE));
        json.field("watchers", counts.hub.watchers());
        Replies.json(ctx, 200, json.end().toString());
    }

    private static void pair(GoJson json, String name, V2Counts counts, V2Action action) {
        json.field(name + "Success", counts.successes(action));
        json.field(name + "Fail", counts.failures(action));
    }
}
