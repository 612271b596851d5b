package turtlelab.labctl.ctl.print;

import java.util.Locale;

/** Sizes for people, in powers of 1000: {@code 25 kB}, {@code 1.2 MB}. */
public final class ByteSize {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final double STEP = 1000;
    private static final int SMALL = 10;

    private ByteSize() {}

    public static String text(long bytes) {
        if (bytes < SMALL) return bytes + " B";
        int unit = 0;
        double size = bytes;
        while (size >= STEP) {
            size /= STEP;
            unit++;
        }
        double rounded = Math.floor(size * SMALL + 0.5) / SMALL;
        return rounded < SMALL
                ? String.format(Locale.ROOT, "%.1f %s", rounded, UNITS[unit])
                : (long) Math.rint(rounded) + " " + UNITS[unit];
    }
}
