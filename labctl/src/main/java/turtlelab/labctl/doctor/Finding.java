package turtlelab.labctl.doctor;

import java.util.Locale;

/**
 * What one check found.
 *
 * @param cure what to do about it; empty when there is nothing to do
 */
public record Finding(Level level, String what, String cure) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** Worth knowing; the lab works. */
        NOTE,
        /** The lab will not work. */
        PROBLEM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String what) {
        return new Finding(Level.OK, what, "");
    }

    static Finding note(String what, String cure) {
        return new Finding(Level.NOTE, what, cure);
    }

    static Finding problem(String what, String cure) {
        return new Finding(Level.PROBLEM, what, cure);
    }

    public boolean isProblem() {
        return level == Level.PROBLEM;
    }
}
