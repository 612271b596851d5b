package turtlelab.labctl.ctl.v3.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.Channel;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Function;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v3.Failures;

/** What {@code lock} and {@code elect} have in common: a long call, and then a long hold. */
final class Waiting {

    private Waiting() {}

    /**
     * Makes a call that may last for long. Empty when the member that waited for us was lost: it
     * may still give up our place in the queue, so one has to queue anew under another lease.
     *
     * @throws CtlFailure when this thread is interrupted
     */
    static <T> Optional<T> call(Clusters clusters, Function<Channel, T> call) throws CallFailed {
        try (var cluster = clusters.patient()) {
            return Optional.of(cluster.write(call));
        } catch (CallFailed e) {
            if (Thread.interrupted() || e.status().getCode() == Status.Code.CANCELLED) {
                throw new CtlFailure(Failures.FAILED, "Error: context canceled");
            }
            if (e.isUnavailable() && e.wasSent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The pair of a key. */
    static RangeResponse get(Clusters clusters, ByteString key) throws CallFailed {
        var request = RangeRequest.newBuilder().setKey(key).build();
        try (var cluster = clusters.limited()) {
            return cluster.read(channel -> KVGrpc.newBlockingStub(channel).range(request));
        }
    }

    /**
     * Waits until this thread is interrupted.
     *
     * @param lost the error when the session is lost before that
     */
    static void hold(Session session, String lost) {
        try {
            session.awaitLoss();
        } catch (InterruptedException _) { // which is how a hold ends in order
            return;
        }
        throw new CtlFailure(Failures.FAILED, lost);
    }
}
