package turtlelab.node.http.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;

/** Fields of etcd's messages that the library's older messages lack, by number and as JSON. */
final class NewerFields {
    private static final List<Newer> ALL =
            List.of(
                    new Newer("etcdserverpb.Compare", "lease", "lease", 8),
                    new Newer("etcdserverpb.WatchCreateRequest", "watch_id", "watchId", 7),
                    new Newer("etcdserverpb.WatchCreateRequest", "fragment", "fragment", 8));

    private NewerFields() {}

    private record Newer(String message, String name, String jsonName, int number) {
        boolean is(Message.Builder into, String asked) {
            return (name.equals(asked) || jsonName.equals(asked))
                    && into.getDescriptorForType().getFullName().equals(message);
        }
    }

    /** Sets such a field; whatever else is not known is left out, as in etcd. */
    static void set(Message.Builder into, String name, JsonNode value) throws BadJson {
        for (var field : ALL) {
            if (field.is(into, name)) {
                var number =
                        value.isBoolean()
                                ? (value.booleanValue() ? 1 : 0)
                                : JsonNumber.read(value, "int64").longValue();
                var unknown = UnknownFieldSet.Field.newBuilder().addVarint(number).build();
                into.setUnknownFields(
                        UnknownFieldSet.newBuilder(into.getUnknownFields())
                                .addField(field.number, unknown)
                                .build());
            }
        }
    }
}
