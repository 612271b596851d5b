package turtlelab.node.grpc;

import io.etcd.jetcd.api.ResponseHeader;
import turtlelab.node.replica.Replica;

/** The header of every answer: which cluster, which member, at which revision, in which term. */
public final class Headers {
    private final Replica replica;

    public Headers(Replica replica) {
        this.replica = replica;
    }

    public ResponseHeader at(long revision, long term) {
        return ResponseHeader.newBuilder()
                .setClusterId(replica.clusterId().value())
                .setMemberId(replica.self().value())
                .setRevision(revision)
                .setRaftTerm(term)
                .build();
    }

    public ResponseHeader at(long revision) {
        return at(revision, replica.status().term());
    }

    /** The present revision of the v3 key space. */
    public ResponseHeader now() {
        return at(replica.state().kv().revision());
    }

    /** Etcd's cluster calls tell no revision (etcd reference B.6). */
    public ResponseHeader withoutRevision() {
        return at(0);
    }
}
