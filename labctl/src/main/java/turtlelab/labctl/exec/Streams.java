package turtlelab.labctl.exec;

import java.io.InputStream;
import java.io.PrintStream;

/** Where a program reads and writes: stdout is for results, stderr for progress and errors. */
public record Streams(InputStream in, PrintStream out, PrintStream err) {

    /** Those of this process. */
    public static Streams ofProcess() {
        return new Streams(System.in, System.out, System.err);
    }

    /** Whether these are the process's own, so that a child may simply inherit them. */
    public boolean areOfProcess() {
        return equals(ofProcess());
    }
}
