package turtlelab.node.sim.disk;

import java.io.IOException;

/** What may go wrong with a disk operation: it may throw, and is then not done. */
@FunctionalInterface
public interface DiskFaults {
    DiskFaults NONE = _ -> {};

    void before(String operation) throws IOException;
}
