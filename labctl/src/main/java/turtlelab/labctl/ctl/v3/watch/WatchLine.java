package turtlelab.labctl.ctl.v3.watch;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.ctl.v3.KeyRange;

/**
 * A {@code watch} as it was typed: what is wanted, and what to run at each change.
 *
 * @param keys a key, and perhaps the end of a range
 * @param command empty when nothing is to be run
 */
record WatchLine(List<String> keys, Flags flags, List<String> command) {

    private static final String KEY = "ETCDCTL_WATCH_KEY";
    private static final String END = "ETCDCTL_WATCH_RANGE_END";
    private static final String BAD_NUMBER = "bad number of arguments";

    /** A line that names nothing that can be watched. */
    static final class NothingToWatch extends Exception {
        private static final long serialVersionUID = 1;

        NothingToWatch(String text) {
            super(text);
        }
    }

    /**
     * Reads a line.
     *
     * @param flags those before the separator, with the words that are none
     * @param rest the separator and what follows it; empty without one
     * @throws CtlFailure when words are missing or contradict the environment
     */
    static WatchLine of(Flags flags, List<String> rest, Map<String, String> environment) {
        if (rest.size() == 1) {
            throw Failures.badArguments(BAD_NUMBER + " (found separator --, but no commands)");
        }
        var keys = new ArrayList<>(keysOf(environment));
        if (!keys.isEmpty() && !flags.words().isEmpty()) {
            throw Failures.badArguments(BAD_NUMBER + " (found conflicting environment key)");
        }
        keys.addAll(flags.words());
        return new WatchLine(
                List.copyOf(keys), flags, rest.isEmpty() ? rest : rest.subList(1, rest.size()));
    }

    /** The key and the end of the range that the environment names. */
    static List<String> keysOf(Map<String, String> environment) {
        var key = environment.getOrDefault(KEY, "");
        var end = environment.getOrDefault(END, "");
        if (key.isEmpty() && !end.isEmpty()) {
            throw Failures.badArguments("%s is empty but got %s=\"%s\"".formatted(KEY, END, end));
        }
        if (key.isEmpty()) {
            return List.of();
        }
        return end.isEmpty() ? List.of(key) : List.of(key, end);
    }

    /**
     * What is wanted.
     *
     * @throws NothingToWatch when it makes no sense, which ends no conversation
     */
    Wanted wanted() throws NothingToWatch {
        return new Wanted(
                range(),
                flags.number("rev", 0),
                flags.isOn("prev-kv"),
                flags.isOn("progress-notify"));
    }

    private KeyRange range() throws NothingToWatch {
        if (keys.isEmpty()) {
            throw new NothingToWatch(BAD_NUMBER);
        }
        boolean isPrefix = flags.isOn("prefix");
        boolean isFrom = flags.isOn("from-key");
        boolean hasEnd = keys.size() == 2;
        if (hasEnd && isPrefix) {
            throw new NothingToWatch("`range_end` and `--prefix` are mutually exclusive");
        }
        if (isFrom && (hasEnd || isPrefix)) {
            throw new NothingToWatch(
                    "`--from-key` excludes %s".formatted(hasEnd ? "`range_end`" : "`--prefix`"));
        }
        var key = ByteString.copyFromUtf8(keys.getFirst());
        if (isPrefix) return KeyRange.prefix(key);
        if (isFrom) return KeyRange.from(key);
        return new KeyRange(key, hasEnd ? ByteString.copyFromUtf8(keys.get(1)) : ByteString.EMPTY);
    }
}
