package turtlelab.node.http.gateway;

import io.grpc.Metadata;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * HTTP headers as gRPC's metadata, the way etcd's gateway forwards them: {@code Grpc-Metadata-X} as
 * {@code x}, and {@code Authorization}.
 */
final class GrpcHeaders {
    private static final String PREFIX = "grpc-metadata-";
    private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+(?<!-bin)");

    private GrpcHeaders() {}

    static Metadata of(Map<String, String> headers) {
        var metadata = new Metadata();
        headers.forEach(
                (name, value) -> {
                    var lower = name.toLowerCase(Locale.ROOT);
                    if (lower.equals("authorization")) {
                        put(metadata, lower, value);
                    } else if (lower.startsWith(PREFIX)) {
                        put(metadata, lower.substring(PREFIX.length()), value);
                    }
                });
        return metadata;
    }

    private static void put(Metadata metadata, String name, String value) {
        if (NAME.matcher(name).matches()) {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        }
    }
}
