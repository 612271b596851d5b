package turtlelab.node.watch;

import turtlelab.node.state.kv.KvView.Event;

/** What a stream of watches tells its client. {@code revision} is the store's at that time. */
public sealed interface WatchAnswer {
    /** The watch exists; it starts behind the revision, or where it was asked to. */
    record Created(long id, long revision) implements WatchAnswer {}

    /** No watch was made; the stream goes on. */
    record Refused(Reason reason, long revision) implements WatchAnswer {}

    /** All of the watch's events up to the batch's revision that it was not told before. */
    record Events(long id, Batch batch, boolean fragment) implements WatchAnswer {}

    /** Everything up to the revision has been told; {@link #ALL} for every watch of the stream. */
    record Progress(long id, long revision) implements WatchAnswer {}

    /** The watch was ended as asked. */
    record Canceled(long id, long revision) implements WatchAnswer {}

    /** The watch ended, because what it had to tell next is gone. */
    record Compacted(long id, long compactedRevision) implements WatchAnswer {}

    /** In place of an id: every watch of the stream. */
    long ALL = -1;

    /** Why a watch was not made. */
    enum Reason {
        DUPLICATE_ID,
        EMPTY_RANGE
    }

    /** How many events this answer holds. */
    default int events() {
        return this instanceof Events(_, var batch, _) ? batch.events().size() : 0;
    }

    /** About how much memory this answer keeps from being freed, in bytes. */
    default long weight() {
        if (!(this instanceof Events(_, var batch, _))) {
            return 0;
        }
        long weight = 0;
        for (Event event : batch.events()) {
            weight += event.weight();
        }
        return weight;
    }
}
