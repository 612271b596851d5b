package turtlelab.join.auto;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many members are wanted. Three keys can say so and the newest one that makes sense counts;
 * nonsense in a newer one changes nothing but is complained about.
 *
 * @param wanted at least 1
 * @param key that said so; empty for the default
 * @param complaint about a newer key that makes no sense
 * @param asRead the keys as they were, so that nobody overwrites a newer wish with an older one
 */
public record IdealSize(
        int wanted, String key, Optional<String> complaint, List<Call.Unchanged> asRead) {
    /** mgmt's, while nobody has said anything. */
    public static final int DEFAULT = 5;

    /** mgmt's numbers had 16 bits; a greater one was cut off to something else. */
    public static final int MOST = 65_535;

    private static final Set<String> KEYS =
            Set.of(AutoKeys.SIZE, AutoKeys.SIZE_2016, AutoKeys.SIZE_2018);

    /** The size among all keys of automatic clustering. */
    public static IdealSize among(List<Stored> stored) {
        var newestFirst =
                stored.stream()
                        .filter(it -> KEYS.contains(it.key()))
                        .sorted(Comparator.comparingLong(Stored::modified).reversed())
                        .toList();
        var asRead = KEYS.stream().sorted().map(key -> asRead(key, newestFirst)).toList();
        var complaint = Optional.<String>empty();
        for (var entry : newestFirst) {
            var refusal = refusal(entry.value());
            if (refusal.isEmpty()) {
                var wanted = Integer.parseInt(entry.value().strip());
                return new IdealSize(wanted, entry.key(), complaint, asRead);
            }
            if (complaint.isEmpty()) {
                complaint = Optional.of("%s: %s".formatted(entry.key(), refusal.get()));
            }
        }
        return new IdealSize(DEFAULT, "", complaint, asRead);
    }

    private static Call.Unchanged asRead(String key, List<Stored> stored) {
        var modified =
                stored.stream()
                        .filter(it -> it.key().equals(key))
                        .mapToLong(Stored::modified)
                        .findFirst();
        return new Call.Unchanged(key, modified.orElse(0));
    }

    /** Why the text is no size; empty when it is one. */
    public static Optional<String> refusal(String text) {
        var number = text.strip();
        if (!number.matches("[+-]?[0-9]{1,18}")) {
            return Optional.of(
                    "\"%s\" is no number of members: use 1 to %d"
                            .formatted(
                                    number.length() > 40 ? number.substring(0, 40) : number, MOST));
        }
        var size = Long.parseLong(number);
        if (size == 0) {
            return Optional.of(
                    "0 members would end the cluster: use 1 to %d, or stop the hosts"
                            .formatted(MOST));
        }
        return size < 0 || size > MOST
                ? Optional.of("%d members are not possible: use 1 to %d".formatted(size, MOST))
                : Optional.empty();
    }

    /** What a person should know about a size that is allowed but not wise. */
    public Optional<String> hint() {
        return hint(wanted);
    }

    /** Likewise. */
    public static Optional<String> hint(int size) {
        if (size == 2) {
            return Optional.of(
                    "2 members are worse than 1: either one's end stops the cluster; take 3");
        }
        return size % 2 == 0
                ? Optional.of(
                        "%d members survive no more failures than %d".formatted(size, size - 1))
                : Optional.empty();
    }

    /** Whether the leader has yet to note it as the one that holds. */
    boolean isNews() {
        return !key.isEmpty() && !key.equals(AutoKeys.SIZE);
    }
}
