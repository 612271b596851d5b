package turtlelab.node.state.kv;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.KvCounts;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.kv.index.KeyMemory;

/** The v3 key space for readers. */
public interface KvView {
    /** The newest published revision; 1 on a fresh store. */
    long revision();

    /** The revision behind which history is gone; 0 or less when nothing was compacted. */
    long compactedRevision();

    /** Keys that are known, deleted ones among them until a compaction forgets them. */
    int keys();

    /** What these take of this member's memory. */
    KeyMemory memory();

    /** What was done since this member opened its state. */
    KvCounts counts();

    /** A checksum up to a revision, 0 for the newest. Slow: reads every version. */
    KvHash hash(long revision);

    /** Reads a range; a refusal is COMPACTED, FUTURE_REVISION or EMPTY_KEY. */
    default KvAnswer range(Operation.Range range) {
        return range(range, AnswerRoom.ALONE);
    }

    /** As {@link #range(Operation.Range)}, or ANSWERS_CROWDED. */
    KvAnswer range(Operation.Range range, AnswerRoom room);

    /**
     * Reads what happened from one revision to another, or as much of it as is a good portion:
     * always whole revisions, and at least one. The last one must be published.
     *
     * @param wanted the keys whose events to tell
     */
    History history(long from, long upTo, Predicate<Bytes> wanted);

    /** An event with what its key was before, unless that is gone or there was nothing. */
    default Event withPrevious(Event event) {
        var before =
                new Operation.Range(
                        KeyRange.single(event.kv().key()),
                        RangeOptions.asOf(event.kv().modRevision() - 1));
        return range(before) instanceof KvAnswer.Answered(KvResult.Ranged(var found, _, _, _))
                        && !found.isEmpty()
                ? new Event(event.kv(), event.isDeletion(), found.getFirst())
                : event;
    }

    /** Runs a transaction that writes nothing; must not be called with one that does. */
    default KvAnswer readOnlyTxn(Operation.Txn txn) {
        return readOnlyTxn(txn, AnswerRoom.ALONE);
    }

    /** As {@link #readOnlyTxn(Operation.Txn)}, or ANSWERS_CROWDED. */
    KvAnswer readOnlyTxn(Operation.Txn txn, AnswerRoom room);

    /**
     * What happened to a key; of a deleted one only key and mod revision are known.
     *
     * @param previous the key's version before, where that was asked for and there was one
     */
    record Event(KeyValue kv, boolean isDeletion, @Nullable KeyValue previous) {
        private static final long OVERHEAD = 64;

        /** About how much memory it takes, in bytes. */
        public long weight() {
            var before = previous == null ? 0 : previous.key().length() + previous.value().length();
            return OVERHEAD + kv.key().length() + kv.value().length() + before;
        }
    }

    /**
     * A stretch of history.
     *
     * @param events in the order in which they happened
     * @param upTo the last revision that was looked at
     * @param isCompacted whether its beginning is gone; then nothing is told
     */
    record History(List<Event> events, long upTo, boolean isCompacted) {
        static final History GONE = new History(List.of(), 0, true);
    }
}
