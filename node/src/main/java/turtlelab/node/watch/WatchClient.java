package turtlelab.node.watch;

/** Who is told what happens on a stream of watches. Never blocks; called by the watch thread. */
public interface WatchClient {
    /** Whether little waits to be taken; after a no, {@link WatchStream#ready} is told later. */
    boolean isReady();

    void send(WatchAnswer answer);

    /** So many more requests may be put to the stream. */
    void ask(int requests);
}
