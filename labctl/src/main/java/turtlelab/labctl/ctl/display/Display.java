package turtlelab.labctl.ctl.display;

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
import java.util.List;
import turtlelab.labctl.ctl.flag.CtlFailure;

/**
 * Writes answers in the form that {@code --write-out} names. A form may not know every answer: then
 * the command fails, though it was done.
 */
public interface Display {

    /** Exit code for an unknown form, and for an answer that the form cannot write. */
    int BAD_FEATURE = 4;

    /** The form's name. */
    String name();

    default void put(PutResponse response) {
        throw unsupported();
    }

    default void get(RangeResponse response) {
        throw unsupported();
    }

    default void delete(DeleteRangeResponse response) {
        throw unsupported();
    }

    default void txn(TxnResponse response) {
        throw unsupported();
    }

    /** Writes changes, progress or the end of a watch. */
    default void watch(WatchResponse response) {
        throw unsupported();
    }

    default void leaseGrant(LeaseGrantResponse response) {
        throw unsupported();
    }

    default void leaseRevoke(long id, LeaseRevokeResponse response) {
        throw unsupported();
    }

    /** Writes how long a lease runs; {@code keys}: whether its keys were asked for. */
    default void timeToLive(LeaseTimeToLiveResponse response, boolean keys) {
        throw unsupported();
    }

    default void keepAlive(LeaseKeepAliveResponse response) {
        throw unsupported();
    }

    default void leases(ResponseHeader header, List<Long> ids) {
        throw unsupported();
    }

    default void memberAdd(MemberAddResponse response) {
        throw unsupported();
    }

    default void memberRemove(long id, MemberRemoveResponse response) {
        throw unsupported();
    }

    default void memberUpdate(long id, MemberUpdateResponse response) {
        throw unsupported();
    }

    default void memberPromote(long id, MemberPromoteResponse response) {
        throw unsupported();
    }

    default void memberList(MemberListResponse response) {
        throw unsupported();
    }

    default void health(List<EndpointHealth> endpoints) {
        throw unsupported();
    }

    default void status(List<EndpointStatus> endpoints) {
        throw unsupported();
    }

    default void hashes(List<EndpointHash> endpoints) {
        throw unsupported();
    }

    default void alarms(AlarmResponse response) {
        throw unsupported();
    }

    default void snapshot(SnapshotStatus status) {
        throw unsupported();
    }

    default void moveLeader(long from, long to, MoveLeaderResponse response) {
        throw unsupported();
    }

    private CtlFailure unsupported() {
        return new CtlFailure(BAD_FEATURE, "Error: " + name() + " not supported as output format");
    }
}
