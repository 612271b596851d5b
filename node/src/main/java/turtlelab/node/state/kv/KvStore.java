package turtlelab.node.state.kv;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.KvCounts;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.kv.index.KeyHistory;
import turtlelab.node.state.kv.index.KeyIndex;
import turtlelab.node.state.kv.index.KeyMemory;
import turtlelab.node.state.kv.index.NameRoom;
import turtlelab.node.state.kv.index.Packed;
import turtlelab.node.storage.Parts;
import turtlelab.node.storage.Storage;
import turtlelab.node.storage.Table;

/**
 * The v3 key space: every version of every key since the last compaction.
 *
 * <p>Versions are on disk in the order they were written ({@link Revisions}); where the versions of
 * a key are stands in the heap ({@link KeyIndex}), rebuilt by one scan when the store is opened. So
 * a write appends and never searches the disk.
 *
 * <p>One thread, the apply thread, writes. Readers take no locks: they fix the published {@link
 * KvReader.Moment} and pass over whatever is newer. Nothing they may need is removed before the
 * compaction behind it is published; a reader that was overtaken by one notices it afterwards and
 * answers COMPACTED, or reads again when it asked for the newest revision.
 */
public final class KvStore {
    /** Of a store that was never written to. */
    public static final long FIRST_REVISION = 1;

    private static final String META = "kv.meta";
    private static final String REVISIONS = "kv.revisions";
    private static final Bytes REVISION = Bytes.utf8("revision");
    private static final Bytes COMPACTED = Bytes.utf8("compacted");
    private static final Bytes REMOVED = Bytes.utf8("removed");

    /**
     * The compacted revision of a store that was never compacted: etcd takes 0 for a compaction.
     */
    private static final long NEVER = -1;

    private final Storage storage;
    private final Table meta;
    private final KeyIndex index;
    private final Revisions revisions;
    private final KvCounts counts = new KvCounts();
    private final Leases leases;
    private final Bounds bounds;
    private final Compaction compaction;
    private final Checksum checksum;
    private KvReader.Moment applied;
    private volatile KvReader.Moment published;

    /**
     * What one request may take of the heap, and what is not to be in it at all.
     *
     * @param parts writes what it has changed when that becomes too much
     * @param answerBytes how much of keys and values it may be told
     * @param names where long names of keys are kept
     */
    public record Bounds(Parts parts, long answerBytes, NameRoom names) {
        /** None at all. */
        public static final Bounds NONE = new Bounds(Parts.NONE, Long.MAX_VALUE, NameRoom.HEAP);
    }

    /** Which leases there are, and who hears which keys are written with one. Apply thread. */
    public interface Leases {
        /** None at all. */
        Leases NONE = _ -> false;

        /** Whether there is such a lease; a write with any other is refused. */
        boolean exists(long lease);

        /** A key has a new version, with a lease or with none, which is 0. */
        default void written(Bytes key, long lease) {}

        /** A key is gone. */
        default void deleted(Bytes key) {}
    }

    private KvStore(Storage storage, Leases leases, Bounds bounds, KeyIndex index) {
        this.storage = storage;
        this.leases = leases;
        this.bounds = bounds;
        this.meta = storage.table(META);
        this.index = index;
        this.revisions = new Revisions(storage, REVISIONS, bounds.parts);
        this.compaction = new Compaction(index, revisions, storage::uncommittedBytes);
        this.checksum = new Checksum(index, revisions);
        this.applied = new KvReader.Moment(rebuildIndex(), number(COMPACTED, NEVER));
        this.published = applied;
        index.settle();
        if (number(REMOVED, NEVER) < applied.compacted()) {
            compaction.begin(applied.compacted());
        }
    }

    /**
     * The newest revision that one entry of a storage's tables tells of; 0 for none. For those who
     * look at an image without opening the store.
     */
    public static long revisionIn(String table, Bytes key, Bytes value) {
        if (table.equals(REVISIONS)) {
            return Revisions.mainAt(key);
        }
        return table.equals(META) && key.equals(REVISION) ? value.asByteBuffer().getLong() : 0;
    }

    /** Opens the store in its tables of the storage, reading every version once. */
    public static KvStore open(Storage storage, Leases leases, Bounds bounds) {
        return new KvStore(storage, leases, bounds, new KeyIndex(bounds.names));
    }

    /**
     * Opens the store that is to take the place of this one, which changes no more. The two share
     * what long names they both know: twice all of them might be too much.
     */
    public KvStore successor(Storage next, Leases leases) {
        return new KvStore(next, leases, bounds, index.successor());
    }

    /** A store without leases and without bounds. */
    public static KvStore open(Storage storage) {
        return open(storage, Leases.NONE, Bounds.NONE);
    }

    /** Applies a write (or a read that came through the log), and tells all of its answer. */
    public KvAnswer apply(Operation operation) {
        return apply(operation, AnswerRoom.ALONE);
    }

    /**
     * Applies a write (or a read that came through the log).
     *
     * @param room for what is read in it, if anybody waits for that: else it is left out
     */
    public KvAnswer apply(Operation operation, AnswerRoom room) {
        var refusal = OperationCheck.refusal(operation, Integer.MAX_VALUE);
        if (refusal.isPresent()) {
            return new KvAnswer.Refused(refusal.get());
        }
        var reader = new KvReader(index, revisions, bounds.answerBytes, room);
        var writer = new KvWriter(reader, leases, applied);
        var answer = writer.run(operation);
        counts.note(answer);
        applied = new KvReader.Moment(writer.revision(), applied.compacted());
        return answer;
    }

    /** Deletes keys that are there, in the order given and all in one revision. */
    public void deleteAll(List<Bytes> keys) {
        var reader = new KvReader(index, revisions, 0, AnswerRoom.NOBODY_WAITS);
        var writer = new KvWriter(reader, leases, applied);
        writer.deleteAll(keys);
        applied = new KvReader.Moment(writer.revision(), applied.compacted());
    }

    /** Forgets what was replaced or deleted before a revision; empty when done, or why not. */
    public Optional<Rejection> compact(long revision) {
        if (revision <= applied.compacted()) {
            return Optional.of(Rejection.COMPACTED);
        }
        if (revision > applied.revision()) {
            return Optional.of(Rejection.FUTURE_REVISION);
        }
        applied = new KvReader.Moment(applied.revision(), revision);
        // The newest version of all may be a deletion that goes: the scan could not find the
        // revision.
        put(REVISION, applied.revision());
        put(COMPACTED, revision);
        compaction.begin(revision);
        return Optional.empty();
    }

    /**
     * Leaves a gap of revisions behind the newest one, and may declare everything up to the end of
     * it compacted: who has seen revisions that are lost here must notice. For a store that nobody
     * reads yet.
     */
    public void skip(long count, boolean compacted) {
        applied = new KvReader.Moment(applied.revision() + count, applied.compacted());
        put(REVISION, applied.revision());
        if (compacted) {
            compact(applied.revision());
        }
        published = applied;
    }

    /** The revision with everything applied so far, published or not. */
    public long revision() {
        return applied.revision();
    }

    /** Lets readers see everything applied so far, then does a bounded part of a compaction. */
    public void publish() {
        published = applied;
        if (compaction.isUnderWay()) {
            compaction.step();
            if (!compaction.isUnderWay()) {
                put(REMOVED, applied.compacted());
            }
        }
    }

    /**
     * Whether a compaction still has versions to remove: more calls of {@link #publish} would do
     * it.
     */
    public boolean isCompacting() {
        return compaction.isUnderWay();
    }

    /** The published store, for any thread. */
    public KvView view() {
        return new View();
    }

    private KvHash hash(long asked, KvReader.Moment moment) {
        var refusal = moment.refusal(asked);
        if (refusal.isPresent()) {
            return new KvHash.Refused(refusal.get());
        }
        var revision = asked > 0 ? asked : moment.revision();
        var sum = checksum.upTo(revision, moment.compacted());
        return new KvHash.Hashed(sum, revision, moment.compacted());
    }

    /** One pass over all versions; gives the newest revision among them. */
    private long rebuildIndex() {
        var newest = new long[] {number(REVISION, FIRST_REVISION)};
        revisions.scan(
                (packed, version) -> {
                    var life = new KeyHistory.Life(version.createRevision(), version.version());
                    var history = index.get(version.key());
                    index.put(
                            version.key().raw(),
                            history == null
                                    ? KeyHistory.startingWith(packed, life)
                                    : history.with(packed, life));
                    if (Packed.isDeletion(packed)) {
                        leases.deleted(version.key());
                    } else {
                        leases.written(version.key(), version.lease());
                    }
                    newest[0] = Math.max(newest[0], version.modRevision());
                });
        return newest[0];
    }

    private long number(Bytes name, long otherwise) {
        var stored = meta.get(name);
        return stored == null ? otherwise : stored.asByteBuffer().getLong();
    }

    private void put(Bytes name, long number) {
        var bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).putLong(number);
        meta.put(name, Bytes.wrap(bytes));
    }

    /** Reads at the published moment, and again when a compaction came in between. */
    private <T> T read(Function<KvReader.Moment, T> reading) {
        try (var _ = storage.pin()) {
            while (true) {
                var moment = published;
                var answer = attempt(reading, moment);
                if (published.compacted() == moment.compacted()) {
                    if (answer == null) {
                        throw new IllegalStateException("a version is missing in the state file");
                    }
                    return answer;
                }
            }
        }
    }

    private static <T> @Nullable T attempt(
            Function<KvReader.Moment, T> reading, KvReader.Moment moment) {
        try {
            return reading.apply(moment);
        } catch (KvReader.Overtaken _) {
            return null;
        }
    }

    /** How an operation is answered by what was there at a moment. */
    private interface Reading {
        KvResult read(KvReader reader, KvReader.Moment moment);
    }

    /** What readers on any thread see. */
    private final class View implements KvView {
        @Override
        public long revision() {
            return published.revision();
        }

        @Override
        public long compactedRevision() {
            return published.compacted();
        }

        @Override
        public int keys() {
            return index.keys();
        }

        @Override
        public KeyMemory memory() {
            return index.memory();
        }

        @Override
        public KvCounts counts() {
            return counts;
        }

        @Override
        public KvHash hash(long revision) {
            return read(moment -> KvStore.this.hash(revision, moment));
        }

        @Override
        public KvAnswer range(Operation.Range range, AnswerRoom room) {
            return noted(answer(range, room, (reader, moment) -> reader.range(range, moment)));
        }

        /** Versions are removed behind the publication of their compaction, so look behind. */
        @Override
        public History history(long from, long upTo, Predicate<Bytes> wanted) {
            try (var _ = storage.pin()) {
                var first = Math.max(from, FIRST_REVISION);
                var found = revisions.history(first, upTo, wanted);
                return from < published.compacted() ? History.GONE : found;
            }
        }

        @Override
        public KvAnswer readOnlyTxn(Operation.Txn txn, AnswerRoom room) {
            return noted(
                    answer(
                            txn,
                            room,
                            (reader, moment) ->
                                    switch (Plan.of(List.of(txn), reader, moment)
                                            .read(reader, moment)
                                            .getFirst()) {
                                        case KvResult.TxnDone(var succeeded, var answers, _) ->
                                                new KvResult.TxnDone(
                                                        succeeded, answers, moment.revision());
                                        case KvResult other -> other;
                                    }));
        }

        private KvAnswer noted(KvAnswer answer) {
            counts.note(answer);
            return answer;
        }

        private KvAnswer answer(Operation operation, AnswerRoom room, Reading reading) {
            var never = OperationCheck.refusal(operation, Integer.MAX_VALUE);
            if (never.isPresent()) {
                return new KvAnswer.Refused(never.get());
            }
            return read(
                    moment -> {
                        var reader = new KvReader(index, revisions, bounds.answerBytes, room);
                        var refusal =
                                Plan.of(List.of(operation), reader, moment).refuseRanges(moment);
                        return refusal.isPresent()
                                ? new KvAnswer.Refused(refusal.get())
                                : fitting(reading, reader, moment);
                    });
        }

        private static KvAnswer fitting(Reading reading, KvReader reader, KvReader.Moment moment) {
            try {
                return new KvAnswer.Answered(reading.read(reader, moment));
            } catch (KvReader.TooLarge _) {
                return new KvAnswer.Refused(reader.overflow().orElseThrow());
            }
        }
    }
}
