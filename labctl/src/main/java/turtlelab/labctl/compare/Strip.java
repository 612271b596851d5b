package turtlelab.labctl.compare;

import java.time.Duration;
import java.util.List;

/**
 * What became of writes that were begun one after the other.
 *
 * @param step from one write to the next
 * @param acknowledged of each write, whether it was acknowledged in time
 * @param marks what happened meanwhile, in order
 */
public record Strip(Duration step, List<Boolean> acknowledged, List<Mark> marks) {

    private static final int MOST_MARKS = 9;

    public Strip {
        acknowledged = List.copyOf(acknowledged);
        marks = List.copyOf(marks);
        if (marks.size() > MOST_MARKS) {
            throw new IllegalArgumentException("%d marks have no digit".formatted(marks.size()));
        }
    }

    /**
     * Something that happened.
     *
     * @param at since the first write
     */
    public record Mark(Duration at, String what) {}

    /** For how long, at most, no write was acknowledged. */
    public Duration longestOutage() {
        int longest = 0;
        int run = 0;
        for (boolean each : acknowledged) {
            run = each ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return step.multipliedBy(longest);
    }

    /** How many writes were not acknowledged. */
    public long lost() {
        return acknowledged.stream().filter(it -> !it).count();
    }

    /** When the first write was begun that was acknowledged; the end when none was. */
    public Duration firstWrite() {
        int first = acknowledged.indexOf(true);
        return step.multipliedBy(first < 0 ? acknowledged.size() : first);
    }

    /** How many writes one sign must stand for, that the strip has at most so many signs. */
    int writesToASign(int width) {
        return Math.max(1, Math.ceilDiv(acknowledged.size(), Math.max(1, width)));
    }

    /** A sign for so many writes: {@code #} when all were acknowledged, else a point. */
    String drawn(int writesToASign) {
        var line = new StringBuilder();
        for (int i = 0; i < acknowledged.size(); i += writesToASign) {
            var some = acknowledged.subList(i, Math.min(i + writesToASign, acknowledged.size()));
            line.append(some.contains(false) ? '.' : '#');
        }
        return line.toString();
    }

    /** The marks' numbers, each under the sign of its moment, or behind the one before it. */
    String numbers(int writesToASign) {
        var line = new StringBuilder();
        for (int i = 0; i < marks.size(); i++) {
            long place = marks.get(i).at().dividedBy(step.multipliedBy(writesToASign));
            line.repeat(' ', (int) Math.max(0, place - line.length())).append(i + 1);
        }
        return line.toString();
    }
}
