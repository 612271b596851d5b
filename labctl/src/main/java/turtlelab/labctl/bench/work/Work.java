package turtlelab.labctl.bench.work;

import java.time.Duration;
import java.util.List;

/** Something that clients do all the time, to be measured. */
public interface Work {

    /** As it is called in the report. */
    String name();

    /**
     * Does it for so long.
     *
     * @param urls of the nodes, the leader's first
     */
    Measured run(List<String> urls, Duration length) throws InterruptedException;
}
