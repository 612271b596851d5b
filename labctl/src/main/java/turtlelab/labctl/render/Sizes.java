package turtlelab.labctl.render;

import java.util.Locale;

/** Amounts of memory and disk as people read them. */
public final class Sizes {

    private static final long KIB = 1024;
    private static final long MIB = KIB * 1024;
    private static final long GIB = MIB * 1024;

    private Sizes() {}

    /** Such as {@code 87 MB}; in units of 1024. */
    public static String of(long bytes) {
        if (bytes < MIB) {
            return bytes / KIB + " kB";
        }
        return bytes < GIB
                ? bytes / MIB + " MB"
                : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIB);
    }
}
