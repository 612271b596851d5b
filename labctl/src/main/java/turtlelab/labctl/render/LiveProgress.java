package turtlelab.labctl.render;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line per node, rewritten in place: for terminals. */
public final class LiveProgress implements Progress {

    private static final String UP_AND_CLEAR_LINE = "\033[1A\033[2K";

    private final PrintStream out;
    private final int width;
    private final Map<String, String> stages = new LinkedHashMap<>();
    private int drawn;

    /** Draws on a terminal that is this many columns wide. */
    public LiveProgress(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public synchronized void stage(String node, String stage) {
        if (!stage.equals(stages.put(node, stage))) {
            redraw("");
        }
    }

    @Override
    public synchronized void note(String text) {
        redraw(text + System.lineSeparator());
    }

    @Override
    public synchronized void close() {
        stages.clear();
        drawn = 0;
        out.flush();
    }

    private void redraw(String above) {
        var picture = new StringBuilder(UP_AND_CLEAR_LINE.repeat(drawn)).append(above);
        stages.forEach((node, stage) -> picture.append(line(node, stage)));
        drawn = stages.size();
        out.print(picture);
        out.flush();
    }

    /** Never longer than the terminal is wide, or the cursor would not find back. */
    private String line(String node, String stage) {
        var text = "%-10s %s".formatted(node, stage);
        return text.substring(0, Math.min(text.length(), width - 1)) + System.lineSeparator();
    }
}
