package turtlelab.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The refusals of etcd 3.4 but for authentication (etcd reference B.9), each by code and text. That
 * each is told when it should be, {@code GrpcErrorsTest}, {@code OutcomeErrorsTest} and the scripts
 * show. Not there are: "leader changed" and "waiting for the applied index took too long" (a read
 * is asked anew until its deadline), "possibly due to connection lost" (a forwarded proposal is
 * told by its leader), "not capable" (one version of the protocol).
 */
class EtcdErrorTest {
    private static final String THEIRS =
            """
            INVALID_ARGUMENT etcdserver: key is not provided
            INVALID_ARGUMENT etcdserver: key not found
            INVALID_ARGUMENT etcdserver: value is provided
            INVALID_ARGUMENT etcdserver: lease is provided
            INVALID_ARGUMENT etcdserver: too many operations in txn request
            INVALID_ARGUMENT etcdserver: duplicate key given in txn request
            INVALID_ARGUMENT etcdserver: given member URLs are invalid
            INVALID_ARGUMENT etcdserver: request is too large
            NOT_FOUND etcdserver: requested lease not found
            NOT_FOUND etcdserver: member not found
            RESOURCE_EXHAUSTED etcdserver: mvcc: database space exceeded
            RESOURCE_EXHAUSTED etcdserver: too many requests
            RESOURCE_EXHAUSTED etcdserver: the answer does not fit; ask for less (a write is done)
            FAILED_PRECONDITION etcdserver: lease already exists
            FAILED_PRECONDITION etcdserver: member ID already exist
            FAILED_PRECONDITION etcdserver: Peer URLs already exists
            FAILED_PRECONDITION etcdserver: can only promote a learner member
            FAILED_PRECONDITION etcdserver: can only promote a learner member which is in sync\
             with leader
            FAILED_PRECONDITION etcdserver: too many learner members in cluster
            FAILED_PRECONDITION etcdserver: not leader
            FAILED_PRECONDITION etcdserver: bad leader transferee
            OUT_OF_RANGE etcdserver: mvcc: required revision has been compacted
            OUT_OF_RANGE etcdserver: mvcc: required revision is a future revision
            OUT_OF_RANGE etcdserver: too large lease TTL
            UNAVAILABLE etcdserver: no leader
            UNAVAILABLE etcdserver: server stopped
            UNAVAILABLE etcdserver: request timed out
            UNAVAILABLE etcdserver: request timed out, possibly due to previous leader failure
            UNAVAILABLE etcdserver: unhealthy cluster
            UNAVAILABLE etcdserver: rpc not supported for learner
            DATA_LOSS etcdserver: corrupt cluster
            UNKNOWN etcdserver: re-configuration failed due to not enough started members
            UNKNOWN etcdserver: requested lease not found
            UNKNOWN etcdserver: key is not provided
            UNKNOWN mutex: session is expired
            UNKNOWN election: not leader
            UNKNOWN election: no leader
            UNKNOWN "leader" field must be provided
            DEADLINE_EXCEEDED context deadline exceeded
            """;

    /** Where etcd has no words. */
    private static final String OURS =
            """
            INVALID_ARGUMENT etcdserver: invalid compare in txn request
            INVALID_ARGUMENT etcdserver: unknown alarm or action
            UNAVAILABLE etcdserver: another membership change is in progress
            UNAVAILABLE etcdserver: request timed out, leader transfer took too long
            UNIMPLEMENTED etcdserver: not supported by this node
            RESOURCE_EXHAUSTED etcdserver: too many large answers are under way; ask again later\
             (a write is done)
            INTERNAL grpc: error unmarshalling request
            INTERNAL etcdserver: internal error
            """;

    @Test
    void everyRefusalHasEtcdsCodeAndText() {
        assertThat(Arrays.stream(EtcdError.values()).map(it -> it.code() + " " + it.text()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(THEIRS, OURS).flatMap(String::lines).toList());
    }
}
