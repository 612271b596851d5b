package turtlelab.node.watch;

import turtlelab.node.state.kv.KeyRange;

/** What a client may ask for on a stream of watches. */
public sealed interface StreamRequest {
    /**
     * Watch a range.
     *
     * @param start the first revision to be told; 0 for whatever comes next
     * @param id the watch's name on this stream; 0 to be given one
     */
    record Create(KeyRange range, long start, long id, Options options) implements StreamRequest {}

    /** End a watch. */
    record Cancel(long id) implements StreamRequest {}

    /** Asks for nothing; a client of a later version may mean something by it. */
    record Nothing() implements StreamRequest {}

    /** Say how far the watches of the stream have come, as soon as all of them are up to date. */
    record Progress() implements StreamRequest {}

    /**
     * How a watch is told its events.
     *
     * @param fragment large answers may be split within a revision
     * @param progress also told now and then that nothing happened
     */
    record Options(
            boolean puts, boolean deletions, boolean previous, boolean fragment, boolean progress) {
        /** Everything, without the values before. */
        public static final Options ALL = new Options(true, true, false, false, false);
    }
}
