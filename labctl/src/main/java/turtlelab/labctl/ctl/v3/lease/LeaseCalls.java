package turtlelab.labctl.ctl.v3.lease;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;

/** The calls of etcd's Lease service to a cluster. */
record LeaseCalls(GrpcCluster cluster) {

    /** jetcd's library does not know this call: its messages are read field by field. */
    private static final MethodDescriptor<UnknownFieldSet, UnknownFieldSet> LIST =
            MethodDescriptor.<UnknownFieldSet, UnknownFieldSet>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(LeaseGrpc.SERVICE_NAME + "/LeaseLeases")
                    .setRequestMarshaller(new Anything())
                    .setResponseMarshaller(new Anything())
                    .build();

    /** The leases that the cluster told of. */
    record Listing(ResponseHeader header, List<Long> ids) {}

    private static final class Anything implements MethodDescriptor.Marshaller<UnknownFieldSet> {
        @Override
        public InputStream stream(UnknownFieldSet message) {
            return message.toByteString().newInput();
        }

        @Override
        public UnknownFieldSet parse(InputStream stream) {
            try {
                return UnknownFieldSet.parseFrom(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    LeaseGrantResponse grant(long ttlSeconds) throws CallFailed {
        var request = LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build();
        return cluster.write(channel -> LeaseGrpc.newBlockingStub(channel).leaseGrant(request));
    }

    LeaseRevokeResponse revoke(long id) throws CallFailed {
        var request = LeaseRevokeRequest.newBuilder().setID(id).build();
        return cluster.write(channel -> LeaseGrpc.newBlockingStub(channel).leaseRevoke(request));
    }

    LeaseTimeToLiveResponse timeToLive(long id, boolean keys) throws CallFailed {
        var request = LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(keys).build();
        return cluster.read(channel -> LeaseGrpc.newBlockingStub(channel).leaseTimeToLive(request));
    }

    /** Keeps a lease alive once: a stream of one request and one answer. */
    LeaseKeepAliveResponse keepAlive(long id) throws CallFailed {
        var request = LeaseKeepAliveRequest.newBuilder().setID(id).build();
        return cluster.read(channel -> first(channel, request));
    }

    private static LeaseKeepAliveResponse first(Channel channel, LeaseKeepAliveRequest request) {
        var answers =
                ClientCalls.blockingServerStreamingCall(
                        channel, LeaseGrpc.getLeaseKeepAliveMethod(), CallOptions.DEFAULT, request);
        if (!answers.hasNext()) {
            throw Status.UNAVAILABLE.withDescription("the stream ended").asRuntimeException();
        }
        return answers.next();
    }

    Listing list() throws CallFailed {
        var response =
                cluster.read(
                        channel ->
                                ClientCalls.blockingUnaryCall(
                                        channel,
                                        LIST,
                                        CallOptions.DEFAULT,
                                        UnknownFieldSet.getDefaultInstance()));
        try {
            var ids = new ArrayList<Long>();
            for (var status : response.getField(2).getLengthDelimitedList()) {
                var id = UnknownFieldSet.parseFrom(status).getField(1).getVarintList();
                ids.add(id.isEmpty() ? 0 : id.getLast());
            }
            var header = response.getField(1).getLengthDelimitedList();
            return new Listing(
                    header.isEmpty()
                            ? ResponseHeader.getDefaultInstance()
                            : ResponseHeader.parseFrom(header.getLast()),
                    List.copyOf(ids));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the cluster's list of leases cannot be read", e);
        }
    }
}
