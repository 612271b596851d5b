package turtlelab.node.consensus.raft.tally;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import turtlelab.node.base.MemberId;

/**
 * Tells the first copy of a forwarded request from the others. The upper 24 bits of an id name the
 * sender's run, the lower 40 count its requests; of each run the last {@value #WIDTH} are
 * remembered, and what is older counts as seen.
 */
public final class SeenRequests {
    private static final int COUNTER_BITS = 40;
    private static final int WIDTH = 4096;
    private static final int RUNS = 256;

    private final Map<Run, Window> windows =
            new LinkedHashMap<>(RUNS, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Run, Window> eldest) {
                    return size() > RUNS;
                }
            };

    private record Run(MemberId origin, long run) {}

    /** Whether this is the first copy; remembers it. */
    public boolean first(MemberId origin, long id) {
        var window =
                windows.computeIfAbsent(new Run(origin, id >>> COUNTER_BITS), _ -> new Window());
        return window.first(id & ((1L << COUNTER_BITS) - 1));
    }

    private static final class Window {
        private final BitSet seen = new BitSet(WIDTH);
        private long highest = -1;

        boolean first(long number) {
            if (number <= highest - WIDTH) {
                return false;
            }
            if (number - highest >= WIDTH) {
                seen.clear();
            } else {
                for (long skipped = highest + 1; skipped <= number; skipped++) {
                    seen.clear((int) (skipped % WIDTH));
                }
            }
            highest = Math.max(highest, number);
            int slot = (int) (number % WIDTH);
            boolean first = !seen.get(slot);
            seen.set(slot);
            return first;
        }
    }
}
