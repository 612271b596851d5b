package turtlelab.node.http.figures;

import turtlelab.node.consensus.Role;
import turtlelab.node.grpc.ApiLevel;
import turtlelab.node.lease.Lessor;
import turtlelab.node.replica.Replica;

/** This member's part in the cluster: its role, its identity, the log, its leases. */
public final class MemberFigures {
    private final Page page;
    private final Replica replica;

    public MemberFigures(Page page, Replica replica) {
        this.page = page;
        this.replica = replica;
    }

    /** Adds role and identity, and how far the log is. */
    public void add() {
        role();
        identity();
        page.gauge(
                "etcd_server_proposals_committed_total",
                "The total number of consensus proposals committed.",
                () -> replica.status().commitIndex());
        page.gauge(
                "etcd_server_proposals_applied_total",
                "The total number of consensus proposals applied.",
                () -> replica.status().appliedIndex());
    }

    private void role() {
        page.gauge(
                "etcd_server_has_leader",
                "Whether or not a leader exists. 1 is existence, 0 is not.",
                () -> replica.status().hasLeader() ? 1 : 0);
        page.gauge(
                "etcd_server_is_leader",
                "Whether or not this member is a leader. 1 if is, 0 otherwise.",
                () -> replica.status().role() == Role.LEADER ? 1 : 0);
        page.gauge(
                "etcd_server_is_learner",
                "Whether or not this member is a learner. 1 if is, 0 otherwise.",
                () -> replica.status().role() == Role.LEARNER ? 1 : 0);
    }

    private void identity() {
        page.word(
                "etcd_server_id",
                "Server or member ID in hexadecimal format. 1 for 'server_id' label with current"
                        + " ID.",
                "server_id",
                replica.self()::hex);
        page.word(
                "etcd_server_version",
                "Which version is running. 1 for 'server_version' label with current version.",
                "server_version",
                () -> ApiLevel.SERVER);
        page.word(
                "etcd_cluster_version",
                "Which version is running. 1 for 'cluster_version' label with current cluster"
                        + " version",
                "cluster_version",
                () -> majorAndMinor(replica.state().clusterVersion()));
    }

    private static String majorAndMinor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+)\\..*", "$1");
    }

    /** Adds those of the leases. */
    public void of(Lessor lessor) {
        page.counter(
                "etcd_debugging_lease_granted_total",
                "The total number of granted leases.",
                () -> replica.state().leases().counts().granted());
        page.counter(
                "etcd_debugging_lease_revoked_total",
                "The total number of revoked leases.",
                () -> replica.state().leases().counts().revoked());
        page.durations(
                "etcd_debugging_lease_ttl_total",
                "Bucketed histogram of lease TTLs.",
                () -> replica.state().leases().counts().ttls());
        page.counter(
                "etcd_debugging_lease_renewed_total",
                "The number of renewed leases seen by the leader.",
                lessor::renewed);
        page.counter(
                "etcd_debugging_server_lease_expired_total",
                "The total number of expired leases.",
                lessor::expired);
    }
}
