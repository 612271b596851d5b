package turtlelab.labctl.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import turtlelab.join.base.Json;

/**
 * What clients noticed of several ways, on one scale.
 *
 * @param title what was done, a sentence
 */
public record Comparison(String title, List<Way> ways) {

    private static final int LEAST_SIGNS = 20;
    private static final String GAP = "  ";

    public Comparison {
        ways = List.copyOf(ways);
    }

    /**
     * One way.
     *
     * @param tells its figures, a phrase
     */
    public record Way(String name, Strip strip, String tells) {}

    /** For people: the strips, one under the other, and what they tell. */
    public List<String> lines(int width) {
        int names = ways.stream().mapToInt(way -> way.name().length()).max().orElse(0);
        int signs = Math.max(LEAST_SIGNS, width - names - GAP.length());
        int writes = ways.stream().mapToInt(it -> it.strip().writesToASign(signs)).max().orElse(1);
        var lines = new ArrayList<String>();
        lines.add(title);
        lines.add(scale(writes));
        for (var way : ways) {
            lines.add("");
            lines.add(
                    way.name()
                            + " ".repeat(names - way.name().length())
                            + GAP
                            + way.strip().drawn(writes));
            lines.add(" ".repeat(names) + GAP + way.strip().numbers(writes));
            lines.add(GAP + marks(way.strip()));
        }
        lines.add("");
        ways.forEach(way -> lines.add(way.name() + ": " + way.tells()));
        return List.copyOf(lines);
    }

    private String scale(int writes) {
        var step = ways.getFirst().strip().step().multipliedBy(writes);
        return "Each sign is %d ms: # writes were acknowledged within %d ms, . not all were."
                .formatted(step.toMillis(), Writes.LIMIT.toMillis());
    }

    private static String marks(Strip strip) {
        return IntStream.range(0, strip.marks().size())
                .mapToObj(i -> told(i + 1, strip.marks().get(i)))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private static String told(int number, Strip.Mark mark) {
        return "%d %s %s".formatted(number, mark.what(), seconds(mark.at()));
    }

    /** A length of time as it is told. */
    static String seconds(Duration length) {
        return "%.1f s".formatted(length.toMillis() / 1000.0);
    }

    /** For programs: times in milliseconds. */
    public String json() {
        return Json.write(new Told(title, ways.stream().map(Comparison::told).toList()));
    }

    private static ToldWay told(Way way) {
        var strip = way.strip();
        var marks = strip.marks().stream().map(it -> new ToldMark(it.at().toMillis(), it.what()));
        return new ToldWay(
                way.name(),
                strip.step().toMillis(),
                strip.drawn(1),
                strip.acknowledged().size(),
                strip.lost(),
                strip.longestOutage().toMillis(),
                strip.firstWrite().toMillis(),
                marks.toList());
    }

    private record Told(String title, List<ToldWay> ways) {}

    private record ToldMark(long atMillis, String what) {}

    private record ToldWay(
            String name,
            long stepMillis,
            String strip,
            int writes,
            long lost,
            long longestOutageMillis,
            long firstWriteMillis,
            List<ToldMark> marks) {}
}
