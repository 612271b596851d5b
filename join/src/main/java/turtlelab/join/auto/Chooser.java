package turtlelab.join.auto;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Who comes next and who goes first among equals. Deterministic: every leader chooses alike. Comes
 * and goes are each other's reverse, so a cluster that grows and shrinks keeps its core.
 */
public enum Chooser {
    /** By name: mgmt's of 2016. */
    ALPHABETICAL,
    /** Who has offered longest comes first, the newest goes first. */
    OLDEST,
    /** Evenly over zones; within them the oldest. */
    ZONE_SPREAD,
    /** Who failed least of late; among equals the oldest. */
    FEWEST_FLAPS;

    /** Reads a name; mgmt's own chooser, which took the first of a random order, means oldest. */
    public static Optional<Chooser> parse(String text) {
        if (text.equals("dynamicsize")) {
            return Optional.of(OLDEST);
        }
        for (var chooser : values()) {
            if (chooser.word().equals(text)) {
                return Optional.of(chooser);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names for messages. */
    public static String words() {
        return String.join(", ", List.of(values()).stream().map(Chooser::word).toList());
    }

    /** Who of the volunteers shall be the next member, beside those that are. */
    Optional<Volunteer> next(List<Volunteer> free, List<Volunteer> seated, Board board) {
        return free.stream().min(order(seated, board));
    }

    /** Who of the members shall go. */
    Optional<Volunteer> last(List<Volunteer> leaving, List<Volunteer> seated, Board board) {
        return leaving.stream().max(order(seated, board));
    }

    private Comparator<Volunteer> order(List<Volunteer> seated, Board board) {
        var oldest = Comparator.comparingLong(Volunteer::since).thenComparing(Volunteer::name);
        ToLongFunction<Volunteer> crowd =
                it -> seated.stream().filter(other -> other.zone().equals(it.zone())).count();
        return switch (this) {
            case ALPHABETICAL -> Comparator.comparing(Volunteer::name);
            case OLDEST -> oldest;
            case ZONE_SPREAD -> Comparator.comparingLong(crowd).thenComparing(oldest);
            case FEWEST_FLAPS ->
                    Comparator.<Volunteer>comparingInt(it -> board.marks().flapsOf(it.name()))
                            .thenComparing(oldest);
        };
    }
}
