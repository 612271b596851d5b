package turtlelab.labctl.ctl.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One request to the v2 API, for any member.
 *
 * @param path with its query, encoded
 * @param body empty for none
 * @param type of the body, empty for none
 * @param shown how {@code --debug} writes the body
 */
public record Request(Method method, String path, String body, String type, String shown) {

    /** What a request may do. */
    public enum Method {
        GET,
        PUT,
        POST,
        DELETE
    }

    public static Request get(String path) {
        return new Request(Method.GET, path, "", "", "");
    }

    public static Request delete(String path) {
        return new Request(Method.DELETE, path, "", "", "");
    }

    /** Sends fields as a web form does. */
    public static Request form(Method method, String path, SequencedMap<String, String> fields) {
        var body = encoded(fields);
        return new Request(method, path, body, "application/x-www-form-urlencoded", body);
    }

    public static Request json(Method method, String path, String json) {
        return new Request(method, path, json, "application/json", json);
    }

    /** The fields as a query, sorted by name as Go does. */
    public static String encoded(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** One part of a path, slashes in it escaped. */
    public static String segment(String text) {
        return encoded(text).replace("+", "%20");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether doing it twice is as good as doing it once, even with others' writes between. */
    public boolean mayBeRepeated() {
        return method == Method.GET;
    }

    /** A command line that does the same. */
    public String asCurl(String endpoint) {
        var data = shown.isEmpty() ? "" : " -d \"" + shown + "\"";
        return "curl -X " + method + " " + endpoint + path + data;
    }
}
