package turtlelab.node.sim.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import turtlelab.node.consensus.Message;

/**
 * What happened, as one number that two runs of a seed must share, and in words when somebody wants
 * to read them.
 */
public final class Trace {
    private static final int KEPT = Integer.getInteger("sim.words", 150);

    private final Scheduler scheduler;
    private final boolean inWords;
    private final Deque<String> words = new ArrayDeque<>();
    private long hash = 0xCBF29CE484222325L;

    public Trace(Scheduler scheduler, boolean inWords) {
        this.scheduler = scheduler;
        this.inWords = inWords;
    }

    /** Notes an event; the format's arguments are the numbers. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
    public void event(String format, Object... numbers) {
        hash = mix(hash ^ scheduler.nanos(), format.hashCode());
        for (var number : numbers) {
            // names, not identities: an enum's hash code differs from one JVM to the next
            hash = mix(hash, number instanceof Long n ? n : number.toString().hashCode());
        }
        if (inWords) {
            say(format.formatted(numbers));
        }
    }

    /** Notes that a message arrives; heartbeats are not worth words. */
    public void arrives(Message message) {
        var route = message.from().value() << 8 | message.to().value();
        hash = mix(hash ^ scheduler.nanos(), message.term() << 16 ^ route);
        if (inWords
                && !(message instanceof Message.Heartbeat)
                && !(message instanceof Message.HeartbeatAnswer)) {
            say("arrives " + message);
        }
    }

    public long hash() {
        return hash;
    }

    public List<String> words() {
        return List.copyOf(words);
    }

    private void say(String sentence) {
        if (words.size() == KEPT) {
            words.removeFirst();
        }
        words.add("%9.3f s  %s".formatted(scheduler.nanos() / 1e9, sentence));
    }

    public static long mix(long hash, long value) {
        var mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
