package turtlelab.labctl.ctl.display;

import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchResponse;
import java.io.PrintStream;
import java.util.List;
import turtlelab.labctl.ctl.print.GoText;

/** A line for each field, {@code "Name" : value}. */
public final class FieldsDisplay implements Display {

    private final PrintStream out;

    public FieldsDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "fields";
    }

    private void field(String name, Object value) {
        out.println("\"" + name + "\" : " + value);
    }

    private void unsigned(String name, long value) {
        field(name, Long.toUnsignedString(value));
    }

    private void header(ResponseHeader header) {
        unsigned("ClusterID", header.getClusterId());
        unsigned("MemberID", header.getMemberId());
        field("Revision", header.getRevision());
        unsigned("RaftTerm", header.getRaftTerm());
    }

    private void pair(String prefix, KeyValue pair) {
        field(prefix + "Key", GoText.quoted(pair.getKey().toByteArray()));
        field(prefix + "CreateRevision", pair.getCreateRevision());
        field(prefix + "ModRevision", pair.getModRevision());
        field(prefix + "Version", pair.getVersion());
        field(prefix + "Value", GoText.quoted(pair.getValue().toByteArray()));
        field(prefix + "Lease", pair.getLease());
    }

    @Override
    public void put(PutResponse response) {
        header(response.getHeader());
        if (response.hasPrevKv()) {
            pair("Prev", response.getPrevKv());
        }
    }

    @Override
    public void get(RangeResponse response) {
        header(response.getHeader());
        response.getKvsList().forEach(it -> pair("", it));
        field("More", response.getMore());
        field("Count", response.getCount());
    }

    @Override
    public void delete(DeleteRangeResponse response) {
        header(response.getHeader());
        field("Deleted", response.getDeleted());
        response.getPrevKvsList().forEach(it -> pair("Prev", it));
    }

    @Override
    public void txn(TxnResponse response) {
        header(response.getHeader());
        field("Succeeded", response.getSucceeded());
        response.getResponsesList().forEach(this::write);
    }

    private void write(ResponseOp response) {
        switch (response.getResponseCase()) {
            case RESPONSE_PUT -> put(response.getResponsePut());
            case RESPONSE_RANGE -> get(response.getResponseRange());
            case RESPONSE_DELETE_RANGE -> delete(response.getResponseDeleteRange());
            case RESPONSE_TXN -> txn(response.getResponseTxn());
            case RESPONSE_NOT_SET -> field("Unknown", "unexpected response");
        }
    }

    @Override
    public void watch(WatchResponse response) {
        header(response.getHeader());
        for (var event : response.getEventsList()) {
            field("Type", event.getType());
            if (event.hasPrevKv()) {
                pair("Prev", event.getPrevKv());
            }
            pair("", event.getKv());
        }
    }

    @Override
    public void leaseGrant(LeaseGrantResponse response) {
        header(response.getHeader());
        field("ID", response.getID());
        field("TTL", response.getTTL());
    }

    @Override
    public void leaseRevoke(long id, LeaseRevokeResponse response) {
        header(response.getHeader());
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse response, boolean keys) {
        header(response.getHeader());
        field("ID", response.getID());
        field("TTL", response.getTTL());
        field("GrantedTTL", response.getGrantedTTL());
        response.getKeysList().forEach(it -> field("Key", GoText.quoted(it.toByteArray())));
    }

    @Override
    public void keepAlive(LeaseKeepAliveResponse response) {
        header(response.getHeader());
        field("ID", response.getID());
        field("TTL", response.getTTL());
    }

    @Override
    public void leases(ResponseHeader header, List<Long> ids) {
        header(header);
        ids.forEach(it -> field("ID", it));
    }

    @Override
    public void memberList(MemberListResponse response) {
        header(response.getHeader());
        for (var member : response.getMembersList()) {
            unsigned("ID", member.getID());
            field("Name", GoText.quoted(member.getName()));
            member.getPeerURLsList().forEach(it -> field("PeerURL", GoText.quoted(it)));
            member.getClientURLsList().forEach(it -> field("ClientURL", GoText.quoted(it)));
            field("IsLearner", member.getIsLearner());
            out.println();
        }
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        for (var each : endpoints) {
            field("Endpoint", GoText.quoted(each.endpoint()));
            field("Health", each.isHealthy());
            field("Took", each.took());
            field("Error", each.error());
            out.println();
        }
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        for (var each : endpoints) {
            var status = each.status();
            header(status.getHeader());
            field("Version", GoText.quoted(status.getVersion()));
            field("DBSize", status.getDbSize());
            unsigned("Leader", status.getLeader());
            field("IsLearner", status.getIsLearner());
            unsigned("RaftIndex", status.getRaftIndex());
            unsigned("RaftTerm", status.getRaftTerm());
            unsigned("RaftAppliedIndex", status.getRaftAppliedIndex());
            field("Errors", "[" + String.join(" ", status.getErrorsList()) + "]");
            field("Endpoint", GoText.quoted(each.endpoint()));
            out.println();
        }
    }

    @Override
    public void hashes(List<EndpointHash> endpoints) {
        for (var each : endpoints) {
            header(each.response().getHeader());
            field("Endpoint", GoText.quoted(each.endpoint()));
            field("Hash", each.hash());
            out.println();
        }
    }

    @Override
    public void alarms(AlarmResponse response) {
        for (var each : response.getAlarmsList()) {
            unsigned("MemberID", each.getMemberID());
            field("AlarmType", MemberCells.alarm(each));
            out.println();
        }
    }

    @Override
    public void snapshot(SnapshotStatus status) {
        field("Hash", status.hash());
        field("Revision", status.revision());
        field("Keys", status.keys());
        field("Size", status.bytes());
    }
}
