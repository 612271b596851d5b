package turtlelab.labctl.stage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import turtlelab.labctl.render.Progress;

/** What a user was told, such as {@code turtle1: stopping}, in order. */
public record RecordedProgress(List<String> told) implements Progress {

    public RecordedProgress() {
        this(new CopyOnWriteArrayList<>());
    }

    @Override
    public void stage(String node, String stage) {
        told.add(node + ": " + stage);
    }

    @Override
    public void note(String text) {
        told.add(text);
    }

    @Override
    public void close() {}

    /** The stages of this node. */
    public List<String> of(String node) {
        var prefix = node + ": ";
        return told.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
