package turtlelab.labctl.cli.open;

import turtlelab.labctl.exec.CtrlC;
import turtlelab.labctl.render.Progress;

/** Progress of work that the user may break off by Ctrl-C, until it is closed. */
record Breakable(Progress progress, CtrlC ctrlC) implements Progress {

    @Override
    public void stage(String node, String stage) {
        progress.stage(node, stage);
    }

    @Override
    public void note(String text) {
        progress.note(text);
    }

    @Override
    public void close() {
        ctrlC.close();
        progress.close();
    }
}
