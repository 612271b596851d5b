package turtlelab.labctl.ctl.v3;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.client.Patience;
import turtlelab.labctl.ctl.flag.CtlFailure;

/** Failed calls in etcdctl's words, with a second line of ours that names the likely cause. */
public final class Failures {

    /** Exit code when the cluster could not or would not. */
    public static final int FAILED = 1;

    /** Exit code for wrong words. */
    static final int BAD_ARGUMENTS = 128;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private Failures() {}

    /** Ends the command because of this. */
    public static CtlFailure of(CallFailed failure, GrpcCluster cluster) {
        return new CtlFailure(FAILED, "Error: " + text(failure) + cause(failure, cluster));
    }

    /** Ends the command because of wrong words. */
    public static CtlFailure badArguments(String text) {
        return new CtlFailure(BAD_ARGUMENTS, "Error: " + text);
    }

    /** What etcdctl says of it. */
    public static String text(CallFailed failure) {
        var status = failure.status();
        var text = status.getDescription() == null ? "" : status.getDescription();
        if (text.startsWith("etcdserver: ")) {
            return text;
        }
        if (failure.isTimeout() || failure.isUnavailable()) {
            return "context deadline exceeded";
        }
        return "rpc error: code = " + goName(status.getCode()) + " desc = " + text;
    }

    private static String goName(Status.Code code) {
        return Arrays.stream(code.name().split("_"))
                .map(it -> it.charAt(0) + it.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** The likely cause, as a line of its own; empty when the failure says it all. */
    public static String cause(CallFailed failure, GrpcCluster cluster) {
        var endpoint = failure.endpoint();
        if (!text(failure).equals("context deadline exceeded")) {
            return "";
        }
        if (endpoint.replaceFirst("/$", "").endsWith(":2380")) {
            return "\n" + endpoint + ": 2380 is the members' own port; clients use 2379";
        }
        if (!failure.wasSent()) {
            return "\n" + endpoint + ": no connection: is a node running there?";
        }
        return leaderless(cluster.endpoints());
    }

    private static String leaderless(List<String> endpoints) {
        try (var cluster = new GrpcCluster(endpoints, Patience.of(LOOK, LOOK))) {
            long leader =
                    cluster.read(
                            channel ->
                                    MaintenanceGrpc.newBlockingStub(channel)
                                            .status(StatusRequest.getDefaultInstance())
                                            .getLeader());
            return leader == 0
                    ? "\nthe cluster has no leader: a majority of its members must run"
                    : "";
        } catch (CallFailed e) {
            return "\n" + e.endpoint() + ": no answer: is the node paused or cut off?";
        }
    }
}
