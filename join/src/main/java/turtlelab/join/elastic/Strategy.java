package turtlelab.join.elastic;

import java.util.Locale;
import java.util.Optional;

/** What a newcomer may do to the membership. */
public enum Strategy {
    /** Nothing: somebody has made an entry for it. */
    PREPARE,
    /** Add itself while there is room. */
    ADD,
    /** Take the place of its own former self, or of one dead member when there is no room. */
    REPLACE,
    /** Remove every dead member, then add itself. */
    PRUNE;

    /** Reads a name; elastic-etcd's own documents spell the first one in three ways. */
    public static Optional<Strategy> parse(String text) {
        return switch (text) {
            case "prepare", "prepared", "dumb" -> Optional.of(PREPARE);
            case "add" -> Optional.of(ADD);
            case "replace" -> Optional.of(REPLACE);
            case "prune" -> Optional.of(PRUNE);
            default -> Optional.empty();
        };
    }

    /** Why a name is none, in elastic-etcd's words, and what would be one. */
    public static String invalid(String text) {
        return "invalid join strategy \"%s\": use prepare, add, replace or prune".formatted(text);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
