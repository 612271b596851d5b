package turtlelab.labctl.ctl.v3;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.Status;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.display.EndpointHealth;
import turtlelab.labctl.ctl.display.EndpointStatus;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.HexId;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.Time;

/** {@code endpoint health|status} and {@code move-leader}: what asks endpoints one by one. */
final class EndpointCommands {

    private static final RangeRequest PROBE =
            RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("health")).build();

    /** Needs the member and nobody else. */
    private static final RangeRequest REHEARSAL = PROBE.toBuilder().setSerializable(true).build();

    private final Function<List<String>, GrpcCluster> opener;
    private final GrpcCluster cluster;
    private final Display display;
    private final Time time;

    /**
     * The commands.
     *
     * @param opener makes a cluster of endpoints, with the limits of the command line
     */
    EndpointCommands(
            Function<List<String>, GrpcCluster> opener,
            GrpcCluster cluster,
            Display display,
            Time time) {
        this.opener = opener;
        this.cluster = cluster;
        this.display = display;
        this.time = time;
    }

    void health(Flags flags) throws InterruptedException {
        var findings = InParallel.map(of(flags), this::health);
        display.health(findings);
        if (!findings.stream().allMatch(EndpointHealth::isHealthy)) {
            throw new CtlFailure(Failures.FAILED, "Error: unhealthy cluster");
        }
    }

    /** What takes its time is the one request: this program has been warmed by another before. */
    private EndpointHealth health(String endpoint) {
        try (var one = opener.apply(List.of(endpoint))) {
            var first = health(endpoint, one, REHEARSAL);
            return first.isHealthy() ? health(endpoint, one, PROBE) : first;
        }
    }

    private EndpointHealth health(String endpoint, GrpcCluster one, RangeRequest probe) {
        long start = time.nanos();
        var error = "";
        try {
            one.read(channel -> KVGrpc.newBlockingStub(channel).range(probe));
        } catch (CallFailed e) {
            boolean isRefused = e.status().getCode() == Status.Code.PERMISSION_DENIED;
            error = isRefused ? "" : Failures.text(e);
        }
        return new EndpointHealth(endpoint, Duration.ofNanos(time.nanos() - start), error);
    }

    void status(Flags flags, PrintStream err) {
        var found = new ArrayList<EndpointStatus>();
        var endpoints = of(flags);
        for (var endpoint : endpoints) {
            try {
                found.add(new EndpointStatus(endpoint, status(endpoint)));
            } catch (CallFailed e) {
                err.println(
                        "Failed to get the status of endpoint %s (%s)%s"
                                .formatted(endpoint, Failures.text(e), Failures.cause(e, cluster)));
            }
        }
        display.status(found);
        if (found.size() < endpoints.size()) {
            throw new CtlFailure(Failures.FAILED, "");
        }
    }

    private StatusResponse status(String endpoint) throws CallFailed {
        var request = StatusRequest.getDefaultInstance();
        return cluster.askOnly(
                endpoint, channel -> MaintenanceGrpc.newBlockingStub(channel).status(request));
    }

    /** The endpoints of the command line, or those of all members. */
    List<String> of(Flags flags) {
        if (!flags.isOn("cluster")) {
            return cluster.endpoints();
        }
        try {
            var request = MemberListRequest.getDefaultInstance();
            return cluster
                    .read(channel -> ClusterGrpc.newBlockingStub(channel).memberList(request))
                    .getMembersList()
                    .stream()
                    .flatMap(it -> it.getClientURLsList().stream())
                    .toList();
        } catch (CallFailed e) {
            throw new CtlFailure(
                    Failures.FAILED,
                    "Error: failed to fetch endpoints from etcd cluster member list: "
                            + Failures.text(e)
                            + Failures.cause(e, cluster));
        }
    }

    void moveLeader(Flags flags) throws CallFailed {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("move-leader command needs 1 argument");
        }
        long target = target(flags.words().getFirst());
        for (var endpoint : cluster.endpoints()) {
            var status = status(endpoint);
            if (new EndpointStatus(endpoint, status).isLeader()) {
                var request = MoveLeaderRequest.newBuilder().setTargetID(target).build();
                var response =
                        cluster.askOnly(
                                endpoint,
                                channel ->
                                        MaintenanceGrpc.newBlockingStub(channel)
                                                .moveLeader(request));
                display.moveLeader(status.getLeader(), target, response);
                return;
            }
        }
        throw Failures.badArguments(
                "no leader endpoint given at [" + String.join(" ", cluster.endpoints()) + "]");
    }

    private static long target(String word) {
        try {
            return HexId.unsigned(word);
        } catch (FlagFailure e) {
            throw Failures.badArguments(String.valueOf(e.getMessage()));
        }
    }
}
