package turtlelab.node.peer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;

/**
 * Says the same thing at most once a minute; what cannot be cured by saying it often. Any thread.
 */
final class OncePerMinute {
    private static final Logger LOG = LoggerFactory.getLogger(OncePerMinute.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 256;

    private final Time time;
    private final Map<String, Long> quietUntil =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST_KNOWN;
                }
            };

    OncePerMinute(Time time) {
        this.time = time;
    }

    void warn(String text) {
        if (isDue(text)) {
            LOG.warn("{}", text);
        }
    }

    /** Whether the text may be said now; then not again for a minute. */
    synchronized boolean isDue(String text) {
        var until = quietUntil.get(text);
        if (until != null && !time.isPast(until)) {
            return false;
        }
        quietUntil.remove(text);
        quietUntil.put(text, time.deadline(PAUSE));
        return true;
    }
}
