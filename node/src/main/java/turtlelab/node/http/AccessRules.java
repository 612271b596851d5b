package turtlelab.node.http;

import io.javalin.http.Context;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of browsers may read answers ({@code --cors}), and by which names this node may be
 * called ({@code --host-whitelist}), which keeps a page from reaching it under a name of its own
 * (DNS rebinding). {@code *} stands for all.
 *
 * @param origins such as {@code http://host:80}
 * @param hosts without ports
 */
public record AccessRules(Set<String> origins, Set<String> hosts) {
    /** As without flags: everybody, by any name. */
    public static final AccessRules OPEN = of("*", "*");

    public static final String ALL = "*";
    private static final int MISDIRECTED = 421;

    public AccessRules {
        origins = Set.copyOf(origins);
        hosts = Set.copyOf(hosts);
    }

    /** Both separated by commas. */
    public static AccessRules of(String origins, String hosts) {
        return new AccessRules(Set.of(origins.split(",", -1)), Set.of(hosts.split(",", -1)));
    }

    /** Whether the request may go on; it is answered if not. */
    boolean admit(Context request) {
        var host = withoutPort(request.header("Host"));
        if (!hosts.contains(ALL) && !hosts.contains(host)) {
            GoText.error(
                    request,
                    MISDIRECTED,
                    "this node is not called \"%s\": give it --host-whitelist=%s to be (it guards"
                                    .formatted(host, host)
                            + " against DNS rebinding)");
            return false;
        }
        var origin = request.header("Origin");
        if (origins.contains(ALL)) {
            greet(request::header, ALL);
        } else if (origin != null && origins.contains(origin)) {
            greet(request::header, origin);
        }
        return true;
    }

    /** Says to browsers that pages of this origin may read an answer. */
    public static void greet(BiConsumer<String, String> header, String origin) {
        header.accept("Access-Control-Allow-Headers", "accept, content-type, authorization");
        header.accept("Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE");
        header.accept("Access-Control-Allow-Origin", origin);
    }

    private static String withoutPort(@Nullable String host) {
        if (host == null) {
            return "";
        }
        int colon = host.lastIndexOf(':');
        var name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.startsWith("[") && name.endsWith("]")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
