package turtlelab.labctl.ctl.v3.maintenance;

import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.display.EndpointHash;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Streams;

/** {@code compaction}, {@code alarm}, {@code defrag} and {@code endpoint hashkv}. */
public final class MaintenanceCommands {
    private final GrpcCluster cluster;
    private final Display display;
    private final Streams streams;

    public MaintenanceCommands(GrpcCluster cluster, Display display, Streams streams) {
        this.cluster = cluster;
        this.display = display;
        this.streams = streams;
    }

    public void compact(Flags flags) throws CallFailed {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("compaction command needs 1 argument");
        }
        var word = flags.words().getFirst();
        var request =
                CompactionRequest.newBuilder()
                        .setRevision(revision(word))
                        .setPhysical(flags.isOn("physical"))
                        .build();
        cluster.write(channel -> KVGrpc.newBlockingStub(channel).compact(request));
        streams.out().println("compacted revision " + request.getRevision());
    }

    private static long revision(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException _) {
            throw new CtlFailure(
                    Failures.FAILED,
                    "Error: strconv.ParseInt: parsing \"" + word + "\": invalid syntax");
        }
    }

    public void listAlarms(Flags flags) throws CallFailed {
        if (!flags.words().isEmpty()) {
            throw Failures.badArguments("alarm list command accepts no arguments");
        }
        display.alarms(alarms());
    }

    public void disarm(Flags flags) throws CallFailed {
        if (!flags.words().isEmpty()) {
            throw Failures.badArguments("alarm disarm command accepts no arguments");
        }
        var disarmed = AlarmResponse.newBuilder();
        for (var alarm : alarms().getAlarmsList()) {
            disarmed.addAllAlarms(disarm(alarm).getAlarmsList());
        }
        display.alarms(disarmed.build());
    }

    private AlarmResponse alarms() throws CallFailed {
        return ask(AlarmRequest.getDefaultInstance());
    }

    private AlarmResponse disarm(AlarmMember alarm) throws CallFailed {
        return ask(
                AlarmRequest.newBuilder()
                        .setAction(AlarmRequest.AlarmAction.DEACTIVATE)
                        .setMemberID(alarm.getMemberID())
                        .setAlarmValue(alarm.getAlarmValue())
                        .build());
    }

    private AlarmResponse ask(AlarmRequest request) throws CallFailed {
        return cluster.read(channel -> MaintenanceGrpc.newBlockingStub(channel).alarm(request));
    }

    /** Asks each endpoint by itself, since each defragments its own file. */
    public void defragment(List<String> endpoints) {
        boolean failed = false;
        for (var endpoint : endpoints) {
            try {
                cluster.askOnly(
                        endpoint,
                        channel ->
                                MaintenanceGrpc.newBlockingStub(channel)
                                        .defragment(DefragmentRequest.getDefaultInstance()));
                streams.out().println("Finished defragmenting etcd member[" + endpoint + "]");
            } catch (CallFailed e) {
                failed = true;
                streams.err()
                        .println(
                                "Failed to defragment etcd member[%s] (%s)%s"
                                        .formatted(
                                                endpoint,
                                                Failures.text(e),
                                                Failures.cause(e, cluster)));
            }
        }
        if (failed) {
            throw new CtlFailure(Failures.FAILED, "");
        }
    }

    /** Asks each endpoint by itself. */
    public void hashes(Flags flags, List<String> endpoints) {
        var request = HashKVRequest.newBuilder().setRevision(flags.number("rev", 0)).build();
        var found = new ArrayList<EndpointHash>();
        var error = "";
        for (var endpoint : endpoints) {
            try {
                found.add(
                        new EndpointHash(
                                endpoint,
                                cluster.askOnly(
                                        endpoint,
                                        channel ->
                                                MaintenanceGrpc.newBlockingStub(channel)
                                                        .hashKV(request))));
            } catch (CallFailed e) {
                error = Failures.text(e);
                streams.err()
                        .println(
                                "Failed to get the hash of endpoint %s (%s)%s"
                                        .formatted(endpoint, error, Failures.cause(e, cluster)));
            }
        }
        display.hashes(found);
        if (!error.isEmpty()) {
            throw new CtlFailure(Failures.FAILED, "Error: " + error);
        }
    }
}
