package turtlelab.labctl.ctl.display;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.MemberAddResponse;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.MemberPromoteResponse;
import io.etcd.jetcd.api.MemberRemoveResponse;
import io.etcd.jetcd.api.MemberUpdateResponse;
import io.etcd.jetcd.api.MoveLeaderResponse;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchResponse;
import java.io.PrintStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.print.GoText;

/** One line of JSON, as Go writes its structures. */
public final class JsonDisplay implements Display {

    private final PrintStream out;

    public JsonDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "json";
    }

    private void write(Message message) {
        out.println(GoJson.of(message));
    }

    @Override
    public void put(PutResponse response) {
        write(response);
    }

    @Override
    public void get(RangeResponse response) {
        write(response);
    }

    @Override
    public void delete(DeleteRangeResponse response) {
        write(response);
    }

    @Override
    public void txn(TxnResponse response) {
        write(response);
    }

    /** Go's client has a structure of its own; what ended without an answer has no header. */
    @Override
    public void watch(WatchResponse response) {
        var events =
                response.getEventsList().stream()
                        .map(GoJson::of)
                        .collect(Collectors.joining(",", "[", "]"));
        out.println(
                "{\"Header\":%s,\"Events\":%s,\"CompactRevision\":%d,\"Canceled\":%s,"
                        .concat("\"Created\":%s}")
                        .formatted(
                                GoJson.of(response.getHeader()),
                                response.hasHeader() ? events : "null",
                                response.getCompactRevision(),
                                response.getCanceled(),
                                response.getCreated()));
    }

    @Override
    public void leaseGrant(LeaseGrantResponse response) {
        lease(
                response.getHeader(),
                "\"ID\":%d,\"TTL\":%d,\"Error\":%s"
                        .formatted(
                                response.getID(),
                                response.getTTL(),
                                GoText.json(response.getError())));
    }

    @Override
    public void leaseRevoke(long id, LeaseRevokeResponse response) {
        write(response);
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse response, boolean keys) {
        var attached =
                response.getKeysList().stream()
                        .map(it -> Base64.getEncoder().encodeToString(it.toByteArray()))
                        .map(it -> '"' + it + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        lease(
                response.getHeader(),
                "\"id\":%d,\"ttl\":%d,\"granted-ttl\":%d,\"keys\":%s"
                        .formatted(
                                response.getID(),
                                response.getTTL(),
                                response.getGrantedTTL(),
                                response.getKeysCount() == 0 ? "null" : attached));
    }

    @Override
    public void keepAlive(LeaseKeepAliveResponse response) {
        lease(
                response.getHeader(),
                "\"ID\":%d,\"TTL\":%d".formatted(response.getID(), response.getTTL()));
    }

    @Override
    public void leases(ResponseHeader header, List<Long> ids) {
        lease(
                header,
                ids.stream()
                        .map("{\"id\":%d}"::formatted)
                        .collect(Collectors.joining(",", "\"leases\":[", "]")));
    }

    /** Go's client has structures of its own here, with the header's fields among theirs. */
    private void lease(ResponseHeader header, String rest) {
        var fields = GoJson.of(header);
        out.println(fields.substring(0, fields.length() - 1) + "," + rest + "}");
    }

    @Override
    public void memberAdd(MemberAddResponse response) {
        write(response);
    }

    @Override
    public void memberRemove(long id, MemberRemoveResponse response) {
        write(response);
    }

    @Override
    public void memberUpdate(long id, MemberUpdateResponse response) {
        write(response);
    }

    @Override
    public void memberPromote(long id, MemberPromoteResponse response) {
        write(response);
    }

    @Override
    public void memberList(MemberListResponse response) {
        write(response);
    }

    @Override
    public void alarms(AlarmResponse response) {
        write(response);
    }

    @Override
    public void hashes(List<EndpointHash> endpoints) {
        out.println(
                endpoints.stream()
                        .map(
                                it ->
                                        "{\"Endpoint\":%s,\"HashKV\":%s}"
                                                .formatted(
                                                        GoText.json(it.endpoint()),
                                                        GoJson.of(it.response())))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public void snapshot(SnapshotStatus status) {
        out.println(
                "{\"hash\":%d,\"revision\":%d,\"totalKey\":%d,\"totalSize\":%d}"
                        .formatted(
                                status.hash(), status.revision(), status.keys(), status.bytes()));
    }

    @Override
    public void moveLeader(long from, long to, MoveLeaderResponse response) {
        write(response);
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        out.println(
                endpoints.stream()
                        .map(JsonDisplay::json)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String json(EndpointHealth health) {
        return "{\"endpoint\":%s,\"health\":%s,\"took\":%s%s}"
                .formatted(
                        GoText.json(health.endpoint()),
                        health.isHealthy(),
                        GoText.json(health.took()),
                        health.isHealthy() ? "" : ",\"error\":" + GoText.json(health.error()));
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        out.println(
                endpoints.stream()
                        .map(JsonDisplay::json)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String json(EndpointStatus status) {
        return "{\"Endpoint\":%s,\"Status\":%s}"
                .formatted(GoText.json(status.endpoint()), GoJson.of(status.status()));
    }
}
