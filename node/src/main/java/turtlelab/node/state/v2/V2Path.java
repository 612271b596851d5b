package turtlelab.node.state.v2;

import java.util.Comparator;

/**
 * Clean absolute paths of the v2 tree: {@code /} or {@code /a/b}, never with a slash at the end.
 */
public final class V2Path {
    public static final String ROOT = "/";

    /** Names in the order of their UTF-8 bytes, which is etcd's. */
    public static final Comparator<String> ORDER = V2Path::compare;

    private static final String[] NO_NAMES = {};

    private V2Path() {}

    /**
     * The clean form, as Go's {@code path.Join} makes it: one slash between names, none at the end,
     * {@code .} and {@code ..} resolved.
     */
    public static String clean(String path) {
        var clean = new StringBuilder(path.length() + 1);
        for (var name : path.split("/", -1)) {
            if (name.equals("..")) {
                clean.setLength(Math.max(0, clean.lastIndexOf("/")));
            } else if (!name.isEmpty() && !name.equals(".")) {
                clean.append('/').append(name);
            }
        }
        return clean.isEmpty() ? ROOT : clean.toString();
    }

    /** The names on the way from the root to a clean path; none for the root itself. */
    public static String[] names(String path) {
        return path.equals(ROOT) ? NO_NAMES : path.substring(1).split("/", -1);
    }

    /** The path of a child. */
    public static String child(String parent, String name) {
        return parent.equals(ROOT) ? ROOT + name : parent + "/" + name;
    }

    /** The path made of the first {@code count} names. */
    public static String upTo(String[] names, int count) {
        var path = new StringBuilder();
        for (int i = 0; i < count; i++) {
            path.append('/').append(names[i]);
        }
        return path.isEmpty() ? ROOT : path.toString();
    }

    /** Whether a path lies below another, at any depth; none lies below itself. */
    public static boolean isBelow(String path, String ancestor) {
        return ancestor.equals(ROOT)
                ? !path.equals(ROOT)
                : path.length() > ancestor.length()
                        && path.charAt(ancestor.length()) == '/'
                        && path.startsWith(ancestor);
    }

    /** Left out of listings of an ancestor (etcd reference A.3). */
    public static boolean isHidden(String name) {
        return name.startsWith("_");
    }

    private static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.compare(byteRank(a), byteRank(b));
            }
        }
        return left.length() - right.length();
    }

    /** UTF-8 puts what UTF-16 writes as surrogates behind everything else. */
    private static char byteRank(char c) {
        if (c < Character.MIN_SURROGATE) {
            return c;
        }
        return (char) (Character.isSurrogate(c) ? c + 0x2000 : c - 0x800);
    }
}
