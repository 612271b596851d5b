package turtlelab.node.watch;

/**
 * How much there is to watch.
 *
 * @param watches of all streams
 * @param slow watches that lag behind
 * @param waitingEvents told, but not yet taken by their clients
 */
public record WatchFigures(int watches, int streams, int slow, long waitingEvents) {}
