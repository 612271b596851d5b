package turtlelab.node.state.kv.index;

/**
 * A version's place as one number, its <em>packed revision</em>: 39 bits main revision, 23 bits its
 * number within the revision, 1 bit whether it is a deletion. Packed revisions compare like
 * revisions.
 */
public final class Packed {
    public static final int MAX_SUB = (1 << 23) - 1;
    public static final long MAX_MAIN = (1L << 39) - 1;

    private static final int MAIN_SHIFT = 24;

    private Packed() {}

    /** The place of one version. */
    public static long revision(long main, int sub, boolean deletion) {
        if (main > MAX_MAIN || sub > MAX_SUB) {
            throw new IllegalStateException("revision " + main + "/" + sub + " is out of range");
        }
        return main << MAIN_SHIFT | (long) sub << 1 | (deletion ? 1 : 0);
    }

    /** The main revision of a place. */
    public static long mainOf(long packed) {
        return packed >>> MAIN_SHIFT;
    }

    /** Whether the version there is a deletion. */
    public static boolean isDeletion(long packed) {
        return (packed & 1) == 1;
    }

    /** The greatest place of a main revision. */
    public static long lastOf(long main) {
        return main << MAIN_SHIFT | (1 << MAIN_SHIFT) - 1;
    }
}
