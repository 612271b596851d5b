package turtlelab.labctl.ctl.v2.auth;

import java.util.ArrayDeque;

/** Paths of keys as the v2 store has them. */
final class UrlPath {

    private UrlPath() {}

    /** With one slash before each part, dots resolved; a slash at the end stays. */
    static String canonical(String path) {
        var parts = new ArrayDeque<String>();
        for (var part : path.split("/", -1)) {
            switch (part) {
                case "", "." -> {} // says nothing
                case ".." -> parts.pollLast();
                default -> parts.addLast(part);
            }
        }
        var end = path.endsWith("/") && !parts.isEmpty() ? "/" : "";
        return "/" + String.join("/", parts) + end;
    }
}
