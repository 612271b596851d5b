package turtlelab.node.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * The path clean-up of Go's ServeMux: a path with empty, {@code .} or {@code ..} elements is
 * answered by a redirect to its short form before any handler sees it. A trailing slash stays.
 */
public final class CleanPath {
    private static final String UNESCAPED = "-_.~$&+,/:;=@";

    private CleanPath() {}

    /** The short form of a decoded path; equal to the path when it is clean. */
    public static String of(String path) {
        if (path.startsWith("/") && !path.contains("//") && !path.contains("/.")) {
            return path; // as nearly all are
        }
        var elements = new ArrayDeque<String>();
        for (var element : path.split("/", -1)) {
            if (element.equals("..")) {
                elements.pollLast();
            } else if (!element.isEmpty() && !element.equals(".")) {
                elements.addLast(element);
            }
        }
        var clean = "/" + String.join("/", elements);
        return path.endsWith("/") && !clean.equals("/") ? clean + "/" : clean;
    }

    /** A decoded path as it stands in a URL. */
    public static String escape(String path) {
        var escaped = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || UNESCAPED.indexOf(c) >= 0;
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }
}
