package turtlelab.node.consensus.log;

import java.util.concurrent.atomic.LongAdder;
import turtlelab.node.base.Durations;
import turtlelab.node.base.Time;

/**
 * What the log did to its disk since the start. Any thread.
 *
 * @param time to measure with
 * @param syncs how long each took
 * @param writtenBytes with all that stands around the records
 */
public record LogFigures(Time time, Durations syncs, LongAdder writtenBytes) {
    /** Nothing yet. */
    public LogFigures(Time time) {
        this(time, Durations.ofDisk(), new LongAdder());
    }

    /** For a log whose figures nobody looks at. */
    public static LogFigures ofNobody() {
        return new LogFigures(Time.SYSTEM);
    }
}
