package turtlelab.labctl.ctl.display;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KeyValue;
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
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchResponse;
import java.io.PrintStream;
import java.util.List;
import turtlelab.labctl.exec.Streams;

/** For people and shells: the bare values, a line each. */
public final class SimpleDisplay implements Display {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean hex;
    private final boolean onlyValues;

    /**
     * The simple form.
     *
     * @param hex writes keys and values as hexadecimal escapes
     * @param onlyValues leaves out the keys of a {@code get}
     */
    public SimpleDisplay(Streams streams, boolean hex, boolean onlyValues) {
        this.out = streams.out();
        this.err = streams.err();
        this.hex = hex;
        this.onlyValues = onlyValues;
    }

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public void put(PutResponse response) {
        out.println("OK");
        if (response.hasPrevKv()) {
            write(response.getPrevKv());
        }
    }

    @Override
    public void get(RangeResponse response) {
        for (var pair : response.getKvsList()) {
            if (!onlyValues) write(pair.getKey());
            write(pair.getValue());
        }
    }

    @Override
    public void delete(DeleteRangeResponse response) {
        out.println(response.getDeleted());
        response.getPrevKvsList().forEach(this::write);
    }

    @Override
    public void txn(TxnResponse response) {
        out.println(response.getSucceeded() ? "SUCCESS" : "FAILURE");
        for (var each : response.getResponsesList()) {
            out.println();
            write(each);
        }
    }

    private void write(ResponseOp response) {
        switch (response.getResponseCase()) {
            case RESPONSE_PUT -> put(response.getResponsePut());
            case RESPONSE_RANGE -> get(response.getResponseRange());
            case RESPONSE_DELETE_RANGE -> delete(response.getResponseDeleteRange());
            case RESPONSE_TXN -> txn(response.getResponseTxn());
            case RESPONSE_NOT_SET -> out.println("unexpected response");
        }
    }

    @Override
    public void watch(WatchResponse response) {
        for (var event : response.getEventsList()) {
            out.println(event.getType());
            if (event.hasPrevKv()) {
                write(event.getPrevKv());
            }
            write(event.getKv());
        }
    }

    private void write(KeyValue pair) {
        write(pair.getKey());
        write(pair.getValue());
    }

    private void write(ByteString bytes) {
        if (hex) {
            for (byte each : bytes) {
                out.printf("\\x%02x", each);
            }
        } else {
            out.writeBytes(bytes.toByteArray());
        }
        out.println();
    }

    @Override
    public void leaseGrant(LeaseGrantResponse response) {
        var name = LeaseName.of(response.getID());
        out.println("lease %s granted with TTL(%ds)".formatted(name, response.getTTL()));
    }

    @Override
    public void leaseRevoke(long id, LeaseRevokeResponse response) {
        out.println("lease %s revoked".formatted(LeaseName.of(id)));
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse response, boolean keys) {
        var name = LeaseName.of(response.getID());
        if (response.getGrantedTTL() == 0) {
            out.println("lease %s already expired".formatted(name));
            return;
        }
        out.print(
                "lease %s granted with TTL(%ds), remaining(%ds)"
                        .formatted(name, response.getGrantedTTL(), response.getTTL()));
        if (keys) {
            out.print(", attached keys([");
            for (int i = 0; i < response.getKeysCount(); i++) {
                out.print(i == 0 ? "" : " ");
                out.writeBytes(response.getKeys(i).toByteArray());
            }
            out.print("])");
        }
        out.println();
    }

    @Override
    public void keepAlive(LeaseKeepAliveResponse response) {
        var name = LeaseName.of(response.getID());
        out.println("lease %s keepalived with TTL(%d)".formatted(name, response.getTTL()));
    }

    @Override
    public void leases(ResponseHeader header, List<Long> ids) {
        out.println("found %d leases".formatted(ids.size()));
        ids.forEach(it -> out.println(LeaseName.of(it)));
    }

    @Override
    public void memberAdd(MemberAddResponse response) {
        write(response.getMember().getID(), "added to", response.getHeader());
    }

    @Override
    public void memberRemove(long id, MemberRemoveResponse response) {
        write(id, "removed from", response.getHeader());
    }

    @Override
    public void memberUpdate(long id, MemberUpdateResponse response) {
        write(id, "updated in", response.getHeader());
    }

    @Override
    public void memberPromote(long id, MemberPromoteResponse response) {
        write(id, "promoted in", response.getHeader());
    }

    private void write(long id, String what, ResponseHeader header) {
        out.println("Member %16x %s cluster %16x".formatted(id, what, header.getClusterId()));
    }

    @Override
    public void memberList(MemberListResponse response) {
        for (var member : response.getMembersList()) {
            out.println(String.join(", ", MemberCells.of(member)));
        }
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        for (var each : endpoints) {
            err.println(
                    each.isHealthy()
                            ? "%s is healthy: successfully committed proposal: took = %s"
                                    .formatted(each.endpoint(), each.took())
                            : "%s is unhealthy: failed to commit proposal: %s"
                                    .formatted(each.endpoint(), each.error()));
        }
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        endpoints.forEach(it -> out.println(String.join(", ", it.cells())));
    }

    @Override
    public void hashes(List<EndpointHash> endpoints) {
        endpoints.forEach(it -> out.println(it.endpoint() + ", " + it.hash()));
    }

    @Override
    public void alarms(AlarmResponse response) {
        for (var each : response.getAlarmsList()) {
            var member = Long.toUnsignedString(each.getMemberID());
            out.println("memberID:" + member + " alarm:" + MemberCells.alarm(each) + " ");
        }
    }

    @Override
    public void snapshot(SnapshotStatus status) {
        out.println(String.join(", ", status.cells()));
    }

    @Override
    public void moveLeader(long from, long to, MoveLeaderResponse response) {
        out.println("Leadership transferred from %16x to %16x".formatted(from, to));
    }
}
