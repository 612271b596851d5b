package turtlelab.node.http.gateway;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.AlarmResponse;
import java.util.Map;
import java.util.OptionalInt;

/** Values of etcd's enumerations that the library's do not have: it knows their numbers only. */
final class NewerWords {
    private static final Map<String, Integer> NUMBERS =
            Map.of(
                    "etcdserverpb.Compare.CompareTarget LEASE", 4,
                    "etcdserverpb.AlarmType CORRUPT", 2);

    private NewerWords() {}

    /** The number behind a word of an enumeration. */
    static OptionalInt number(String enumeration, String word) {
        var number = NUMBERS.get(enumeration + " " + word);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** An answer as it was printed, with words instead of such numbers. */
    static String written(Message message, String json) {
        return message instanceof AlarmResponse
                ? json.replace("\"alarm\":2", "\"alarm\":\"CORRUPT\"")
                : json;
    }
}
