package turtlelab.labctl.render;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** A line for each change of stage: for logs and pipes. */
public final class PlainProgress implements Progress {

    private final PrintStream out;
    private final Map<String, String> stages = new HashMap<>();

    public PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void stage(String node, String stage) {
        if (!stage.equals(stages.put(node, stage))) {
            out.println(node + ": " + stage);
        }
    }

    @Override
    public synchronized void note(String text) {
        out.println(text);
    }

    @Override
    public void close() {
        out.flush();
    }
}
