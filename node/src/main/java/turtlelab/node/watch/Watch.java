package turtlelab.node.watch;

import org.jspecify.annotations.Nullable;
import turtlelab.node.state.kv.KeyRange;

/**
 * One watch: a cursor over the history of a range. Either it is up to date, and the index finds it
 * when its keys change; or it lags, and reads its way through the history. Watch thread only. Small
 * on purpose: there may be a hundred thousand, nearly all of them idle.
 */
final class Watch {
    final WatchStream stream;
    final KeyRange range;
    final long id;
    final StreamRequest.Options options;

    /**
     * While it lags, the first revision it was not told. While it is up to date, nothing before
     * this revision is for it: it may have been asked to start in the future.
     */
    long next;

    boolean lagging;

    /** Whether it was told nothing since the last notice of progress. */
    boolean quiet = true;

    /** Where it stands in an index. */
    @Nullable Group group;

    @Nullable Watch before;
    @Nullable Watch behind;

    Watch(WatchStream stream, long id, StreamRequest.Create wanted, long next) {
        this.stream = stream;
        this.range = wanted.range();
        this.id = id;
        this.options = wanted.options();
        this.next = next;
    }

    void tell(Batch batch) {
        quiet = false;
        stream.tell(new WatchAnswer.Events(id, batch, options.fragment()));
    }
}
