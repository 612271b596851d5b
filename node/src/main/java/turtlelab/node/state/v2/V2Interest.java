package turtlelab.node.state.v2;

import java.util.function.Predicate;
import turtlelab.node.state.v2.V2Result.Event;

/**
 * What a watcher wants to hear of: a key, and with {@code recursive} all below it (etcd reference
 * A.5).
 *
 * @param path clean, {@code /} for everything
 */
public record V2Interest(String path, boolean recursive) implements Predicate<Event> {
    /**
     * Whether an event concerns this. The end of a directory concerns everybody who watches below
     * it; hidden keys concern only those who name them, and a refresh nobody.
     */
    @Override
    public boolean test(Event event) {
        if (event.refresh()) {
            return false;
        }
        var key = event.node().key();
        return key.equals(path)
                || (recursive && V2Path.isBelow(key, path) && !isHiddenFromHere(key))
                || (endsDirectory(event) && V2Path.isBelow(path, key));
    }

    /** Whether an event takes a directory away, and with it all below. */
    public static boolean endsDirectory(Event event) {
        var previous = event.previous();
        return previous != null && previous.dir() && event.action().removes();
    }

    private boolean isHiddenFromHere(String key) {
        return key.indexOf("/_", path.equals(V2Path.ROOT) ? 0 : path.length()) >= 0;
    }
}
