package turtlelab.join.auto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the keys say at one revision.
 *
 * @param volunteers by name; those that a person has revoked are not among them
 * @param nominated by host, the peer URLs of its member
 * @param marks of hosts
 * @param paused why nothing shall change; empty while things may
 * @param lastEntry number of the newest decision, 0 when there is none
 */
public record Board(
        List<Volunteer> volunteers,
        Map<String, List<String>> nominated,
        Marks marks,
        IdealSize size,
        Optional<String> paused,
        long lastEntry) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    public Board {
        volunteers = volunteers.stream().sorted(Comparator.comparing(Volunteer::name)).toList();
        nominated = Map.copyOf(nominated);
    }

    /**
     * What is noted about hosts.
     *
     * @param starting those that were nominated and whose time to start is not over
     * @param flaps how often each failed of late
     */
    public record Marks(
            Set<String> revoked,
            Set<String> starting,
            Set<String> penalised,
            Map<String, Integer> flaps) {
        public Marks {
            revoked = Set.copyOf(revoked);
            starting = Set.copyOf(starting);
            penalised = Set.copyOf(penalised);
            flaps = Map.copyOf(flaps);
        }

        public int flapsOf(String host) {
            return flaps.getOrDefault(host, 0);
        }
    }

    /** Reads all keys under {@link AutoKeys#MGMT} and {@link AutoKeys#OWN}. */
    public static Board of(List<Stored> stored) {
        var zones = values(stored, AutoKeys.ZONE);
        var revoked = values(stored, AutoKeys.REVOKED).keySet();
        var volunteers = new ArrayList<Volunteer>();
        for (var entry : stored) {
            var host = host(entry, AutoKeys.VOLUNTEER);
            if (host.isPresent() && !revoked.contains(host.get())) {
                var zone = zones.getOrDefault(host.get(), "");
                var urls = urls(entry.value());
                volunteers.add(new Volunteer(host.get(), urls, zone, entry.created()));
            }
        }
        var nominated = new HashMap<String, List<String>>();
        values(stored, AutoKeys.NOMINATED).forEach((host, urls) -> nominated.put(host, urls(urls)));
        return new Board(
                volunteers,
                nominated,
                marks(stored, revoked),
                IdealSize.among(stored),
                stored.stream()
                        .filter(it -> it.key().equals(AutoKeys.PAUSED))
                        .map(Stored::value)
                        .findFirst(),
                values(stored, AutoKeys.LOG).keySet().stream()
                        .max(Comparator.naturalOrder())
                        .map(Board::number)
                        .orElse(0L));
    }

    private static Marks marks(List<Stored> stored, Set<String> revoked) {
        var flaps = new HashMap<String, Integer>();
        values(stored, AutoKeys.FLAPS)
                .forEach((host, text) -> flaps.put(host, (int) Math.min(number(text), 1_000)));
        return new Marks(
                revoked,
                values(stored, AutoKeys.START).keySet(),
                values(stored, AutoKeys.PENALTY).keySet(),
                flaps);
    }

    private static long number(String text) {
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    private static Map<String, String> values(List<Stored> stored, String prefix) {
        var values = new HashMap<String, String>();
        for (var entry : stored) {
            host(entry, prefix).ifPresent(host -> values.put(host, entry.value()));
        }
        return values;
    }

    private static Optional<String> host(Stored entry, String prefix) {
        return entry.key().startsWith(prefix) && entry.key().length() > prefix.length()
                ? Optional.of(entry.key().substring(prefix.length()))
                : Optional.empty();
    }

    /** mgmt's own lists are split at commas, semicolons and blanks. */
    public static List<String> urls(String text) {
        var urls = new HashSet<String>();
        for (var part : text.split("[,;\\s]+", -1)) {
            if (!part.isEmpty()) {
                urls.add(part);
            }
        }
        return urls.stream().sorted().toList();
    }
}
