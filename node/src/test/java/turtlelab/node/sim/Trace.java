package turtlelab.node.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What happened, as one number that two runs of a seed must share, and in words when somebody wants to
 * read them.
 */
final class Trace {
    private static final int KEPT = 80;

    private final Scheduler scheduler;
    private final boolean inWords;
    private final Deque<String> words = new ArrayDeque<>();
    private long hash = 0xCBF29CE484222325L;

    Trace(Scheduler scheduler, boolean inWords) {
        this.scheduler = scheduler;
        this.inWords = inWords;
    }

    /** Notes an event; the format's arguments are the numbers. */
    void event(String format, Object... numbers) {
        hash = mix(hash ^ scheduler.nanos(), format.hashCode());
        for (var number : numbers) {
            hash = mix(hash, number.hashCode());
        }
        if (inWords) {
            say(format.formatted(numbers));
        }
    }

    long hash() {
        return hash;
    }

    List<String> words() {
        return List.copyOf(words);
    }

    private void say(String sentence) {
        if (words.size() == KEPT) {
            words.removeFirst();
        }
        words.add("%9.3f s  %s".formatted(scheduler.nanos() / 1e9, sentence));
    }

    static long mix(long hash, long value) {
        var mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
