package turtlelab.node.oracle;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.etcd.jetcd.api.ElectionOuterClass;
import io.etcd.jetcd.api.JetcdProto;
import java.util.List;

/** The messages of etcd 3.4: those of jetcd's library, and the fields it does not know. */
final class EtcdWords {
    private static final List<FileDescriptor> FILES =
            List.of(
                    completed(),
                    io.etcd.jetcd.api.lock.JetcdProto.getDescriptor(),
                    ElectionOuterClass.getDescriptor());

    private EtcdWords() {}

    /**
     * A call.
     *
     * @param name short, as {@code KV/Range}
     */
    static MethodDescriptor method(String name) {
        var parts = name.split("/", 2);
        return FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .filter(service -> service.getName().equals(parts[0]))
                .map(service -> service.findMethodByName(parts[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no call " + name));
    }

    private static FileDescriptor completed() {
        var jetcds = JetcdProto.getDescriptor();
        var file = jetcds.toProto().toBuilder();
        add(file, "WatchCreateRequest", field("watch_id", 7, FieldDescriptorProto.Type.TYPE_INT64));
        add(file, "WatchCreateRequest", field("fragment", 8, FieldDescriptorProto.Type.TYPE_BOOL));
        add(file, "WatchResponse", field("fragment", 7, FieldDescriptorProto.Type.TYPE_BOOL));
        add(
                file,
                "Compare",
                field("lease", 8, FieldDescriptorProto.Type.TYPE_INT64).setOneofIndex(0));
        message(file, "Compare").getEnumTypeBuilderList().stream()
                .filter(words -> words.getName().equals("CompareTarget"))
                .forEach(words -> words.addValue(word("LEASE", 4)));
        file.getEnumTypeBuilderList().stream()
                .filter(words -> words.getName().equals("AlarmType"))
                .forEach(words -> words.addValue(word("CORRUPT", 2)));
        leaseListing(file);
        try {
            return FileDescriptor.buildFrom(
                    file.build(), jetcds.getDependencies().toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("etcd's messages", e);
        }
    }

    private static void leaseListing(FileDescriptorProto.Builder file) {
        file.addMessageType(DescriptorProto.newBuilder().setName("LeaseLeasesRequest"));
        file.addMessageType(
                DescriptorProto.newBuilder()
                        .setName("LeaseStatus")
                        .addField(field("ID", 1, FieldDescriptorProto.Type.TYPE_INT64)));
        file.addMessageType(
                DescriptorProto.newBuilder()
                        .setName("LeaseLeasesResponse")
                        .addField(message("header", 1, "ResponseHeader"))
                        .addField(
                                message("leases", 2, "LeaseStatus")
                                        .setLabel(Label.LABEL_REPEATED)));
        file.getServiceBuilderList().stream()
                .filter(service -> service.getName().equals("Lease"))
                .forEach(
                        service ->
                                service.addMethod(
                                        MethodDescriptorProto.newBuilder()
                                                .setName("LeaseLeases")
                                                .setInputType(".etcdserverpb.LeaseLeasesRequest")
                                                .setOutputType(
                                                        ".etcdserverpb.LeaseLeasesResponse")));
    }

    private static void add(
            FileDescriptorProto.Builder file, String message, FieldDescriptorProto.Builder field) {
        message(file, message).addField(field);
    }

    private static DescriptorProto.Builder message(FileDescriptorProto.Builder file, String name) {
        return file.getMessageTypeBuilderList().stream()
                .filter(message -> message.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EnumValueDescriptorProto.Builder word(String name, int number) {
        return EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number);
    }

    private static FieldDescriptorProto.Builder field(
            String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private static FieldDescriptorProto.Builder message(String name, int number, String type) {
        return field(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".etcdserverpb." + type);
    }
}
