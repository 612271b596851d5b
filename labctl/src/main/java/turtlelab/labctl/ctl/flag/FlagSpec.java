package turtlelab.labctl.ctl.flag;

/**
 * A flag that a command knows.
 *
 * @param letter its short form, {@link #NO_LETTER} when it has none
 * @param meaning a phrase for the help
 */
public record FlagSpec(String name, char letter, Kind kind, String meaning) {

    /** Says that a flag has no short form. */
    public static final char NO_LETTER = '\0';

    /** What a flag's value is. */
    public enum Kind {
        /** True when given bare; takes a value only as {@code --flag=false}. */
        SWITCH,
        /** Any text. */
        TEXT,
        /** Any text; given again, it is added behind a comma. */
        TEXTS,
        /** A whole number. */
        NUMBER,
        /** As Go writes it, such as {@code 1m30s}. */
        DURATION,
    }

    /** A flag that is there or not. */
    public static FlagSpec onOff(String name, String meaning) {
        return new FlagSpec(name, NO_LETTER, Kind.SWITCH, meaning);
    }

    /** A flag with a text. */
    public static FlagSpec text(String name, String meaning) {
        return new FlagSpec(name, NO_LETTER, Kind.TEXT, meaning);
    }

    /** A flag with several texts, separated by commas or each behind a flag of its own. */
    public static FlagSpec texts(String name, String meaning) {
        return new FlagSpec(name, NO_LETTER, Kind.TEXTS, meaning);
    }

    /** A flag with a whole number. */
    public static FlagSpec number(String name, String meaning) {
        return new FlagSpec(name, NO_LETTER, Kind.NUMBER, meaning);
    }

    /** A flag with a duration. */
    public static FlagSpec duration(String name, String meaning) {
        return new FlagSpec(name, NO_LETTER, Kind.DURATION, meaning);
    }

    /** The same with a short form. */
    public FlagSpec or(char letter) {
        return new FlagSpec(name, letter, kind, meaning);
    }

    /** Whether the next word belongs to it. */
    public boolean takesAValue() {
        return kind != Kind.SWITCH;
    }

    /** Whether it can have this value. */
    public boolean accepts(String value) {
        return Pflags.wrong(this, value).isEmpty();
    }
}
