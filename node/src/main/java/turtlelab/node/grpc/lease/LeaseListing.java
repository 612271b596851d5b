package turtlelab.node.grpc.lease;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;

/**
 * The call that lists leases, with its messages (etcd reference B.1), which jetcd's library does
 * not know yet.
 */
public final class LeaseListing {
    private static final FileDescriptor FILE = file();
    private static final Descriptor STATUS = FILE.findMessageTypeByName("LeaseStatus");
    private static final Descriptor RESPONSE = FILE.findMessageTypeByName("LeaseLeasesResponse");
    private static final DynamicMessage REQUEST =
            DynamicMessage.getDefaultInstance(FILE.findMessageTypeByName("LeaseLeasesRequest"));

    private LeaseListing() {}

    /** {@code etcdserverpb.Lease/LeaseLeases}. */
    public static MethodDescriptor<DynamicMessage, DynamicMessage> method() {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(
                                LeaseGrpc.SERVICE_NAME, "LeaseLeases"))
                .setRequestMarshaller(ProtoUtils.marshaller(REQUEST))
                .setResponseMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(RESPONSE)))
                .build();
    }

    static DynamicMessage response(ResponseHeader header, List<Long> ids) {
        var response =
                DynamicMessage.newBuilder(RESPONSE).setField(RESPONSE.findFieldByNumber(1), header);
        for (var id : ids) {
            response.addRepeatedField(
                    RESPONSE.findFieldByNumber(2),
                    DynamicMessage.newBuilder(STATUS)
                            .setField(STATUS.findFieldByNumber(1), id)
                            .build());
        }
        return response.build();
    }

    private static FileDescriptor file() {
        var header = ResponseHeader.getDescriptor();
        var file =
                FileDescriptorProto.newBuilder()
                        .setName("lease_listing.proto")
                        .setSyntax("proto3")
                        .setPackage(header.getFile().getPackage())
                        .addDependency(header.getFile().getName())
                        .addMessageType(DescriptorProto.newBuilder().setName("LeaseLeasesRequest"))
                        .addMessageType(
                                DescriptorProto.newBuilder()
                                        .setName("LeaseStatus")
                                        .addField(
                                                field("ID", 1)
                                                        .setType(
                                                                FieldDescriptorProto.Type
                                                                        .TYPE_INT64)))
                        .addMessageType(
                                DescriptorProto.newBuilder()
                                        .setName("LeaseLeasesResponse")
                                        .addField(
                                                field("header", 1)
                                                        .setTypeName("." + header.getFullName()))
                                        .addField(
                                                field("leases", 2)
                                                        .setTypeName("LeaseStatus")
                                                        .setLabel(
                                                                FieldDescriptorProto.Label
                                                                        .LABEL_REPEATED)))
                        .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[] {header.getFile()});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("the messages above are right", e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
