package turtlelab.labctl.ctl.v2.member;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.ctl.v2.call.Cluster;
import turtlelab.labctl.ctl.v2.call.NoCluster;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.ctl.wire.NoReply;
import turtlelab.labctl.ctl.wire.Reply;
import turtlelab.labctl.ctl.wire.Request;
import turtlelab.labctl.exec.CtrlCEndsWell;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.Time;

/**
 * {@code cluster-health}: asks every member how it is, all at once, and tells what that makes of
 * the cluster.
 */
public final class ClusterHealth {

    /** Exit code when a member, or the cluster, is not healthy. */
    private static final int NOT_HEALTHY = 5;

    private static final int NO_LIST = 4;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final PrintStream out;
    private final Time time;
    private final boolean isForever;
    private final boolean isVerbose;

    public ClusterHealth(Call call) {
        this.cluster = call.endpointsOnly();
        this.out = call.streams().out();
        this.time = call.time();
        this.isForever = call.flags().isOn("forever");
        this.isVerbose = call.flags().isOn("verbose");
    }

    /** How a member is, with the lines that say so. */
    private record Finding(Member member, boolean isHealthy, List<String> lines) {}

    /** Looks once; or, with {@code --forever}, every 10 seconds at the members of the beginning. */
    public void look() throws InterruptedException {
        var members = members();
        if (!isForever) {
            if (!isHealthy(members)) throw new CtlFailure(NOT_HEALTHY, "");
            return;
        }
        try (var _ = new CtrlCEndsWell()) {
            while (!out.checkError()) {
                isHealthy(members);
                out.print("\nnext check after 10 second...\n\n");
                time.pause(PAUSE);
            }
        }
    }

    private List<Member> members() {
        try {
            return cluster.members();
        } catch (NoCluster e) {
            out.println("cluster may be unhealthy: failed to list members");
            throw new CtlFailure(NO_LIST, e.text());
        }
    }

    /** Tells how they are, and what that makes of the cluster. */
    private boolean isHealthy(List<Member> members) throws InterruptedException {
        var findings = InParallel.map(members, this::finding);
        findings.stream().flatMap(it -> it.lines().stream()).forEach(out::println);
        boolean isAll = findings.stream().allMatch(Finding::isHealthy);
        if (isAll && !isVerbose) {
            out.println("cluster is healthy");
            return true;
        }
        var learners = learners();
        var voters = findings.stream().filter(it -> !learners.contains(it.member().id())).toList();
        long healthy = voters.stream().filter(Finding::isHealthy).count();
        long spare = healthy - (voters.size() / 2 + 1);
        if (isVerbose) {
            out.println(sums(healthy, voters.size(), spare));
        }
        var word = isAll ? "healthy" : spare < 0 ? "unhealthy" : "degraded";
        out.println("cluster is " + word);
        return isAll;
    }

    private static String sums(long healthy, int voters, long spare) {
        var failures = spare == 1 ? "1 more failure" : spare + " more failures";
        var may = spare < 0 ? "no quorum" : "tolerates " + failures;
        return "%d of %d voters healthy, %s".formatted(healthy, voters, may);
    }

    /** The members that have no vote, as far as anybody tells. */
    private Set<String> learners() {
        try {
            var path = "/v3/cluster/member/list";
            var reply = cluster.ask(Request.json(Request.Method.POST, path, "{}"));
            return Json.parse(reply.body()).stream()
                    .flatMap(it -> it.at("members").items().stream())
                    .filter(it -> it.at("isLearner").isTrue())
                    .map(it -> Long.toHexString(Long.parseUnsignedLong(it.at("ID").text())))
                    .collect(Collectors.toSet());
        } catch (NoCluster _) { // then we take every member for a voter
            return Set.of();
        }
    }

    private Finding finding(Member member) {
        var start = "member " + member.id() + " is ";
        if (member.clientUrls().isEmpty()) {
            var line = start + "unreachable: no available published client urls";
            return new Finding(member, false, List.of(line));
        }
        var lines = new ArrayList<String>();
        for (var url : member.clientUrls()) {
            try {
                boolean isHealthy = isHealthy(url);
                var word = isHealthy ? "healthy" : "unhealthy";
                lines.add("%s%s: got %s result from %s".formatted(start, word, word, url));
                return new Finding(member, isHealthy, lines);
            } catch (NoReply e) {
                lines.add(
                        "failed to check the health of member %s on %s: Get \"%s/health\": %s"
                                .formatted(member.id(), url, url, e.text()));
            }
        }
        var urls = String.join(" ", member.clientUrls());
        lines.add(start + "unreachable: [" + urls + "] are all unreachable");
        return new Finding(member, false, lines);
    }

    private boolean isHealthy(String url) throws NoReply {
        var reply = cluster.askOnly(url, Request.get("/health"));
        var health = Json.parse(reply.body()).orElseThrow(() -> garbled(reply)).at("health");
        return health.isTrue() || health.text().equals("true");
    }

    private static NoReply garbled(Reply reply) {
        var body = reply.body().strip();
        return new NoReply("answered %d: %s".formatted(reply.status(), body), true);
    }
}
