package turtlelab.node.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KvView.Event;

/** All watches of one range in an index, and what has just happened in it. */
final class Group {
    final KeyRange range;

    /** What happened in the range; gathered by a {@link Delivery} and empty between two. */
    final List<Event> news = new ArrayList<>(1);

    private @Nullable Watch first;

    Group(KeyRange range) {
        this.range = range;
    }

    void add(Watch watch) {
        watch.group = this;
        watch.before = null;
        watch.behind = first;
        if (first != null) {
            first.before = watch;
        }
        first = watch;
    }

    void remove(Watch watch) {
        if (watch.before == null) {
            first = watch.behind;
        } else {
            watch.before.behind = watch.behind;
        }
        if (watch.behind != null) {
            watch.behind.before = watch.before;
        }
        watch.before = null;
        watch.behind = null;
        watch.group = null;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Visits all watches; the visited one may be removed. */
    void forEach(Consumer<Watch> visitor) {
        for (var watch = first; watch != null; ) {
            var next = watch.behind;
            visitor.accept(watch);
            watch = next;
        }
    }
}
