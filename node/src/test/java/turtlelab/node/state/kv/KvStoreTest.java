package turtlelab.node.state.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.kv.index.NameRoom;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Parts;
import turtlelab.node.storage.Storage;

class KvStoreTest {
    private static final KeyRange ALL = new KeyRange(Bytes.utf8("\0"), Bytes.utf8("\0"));

    private final Storage storage = Storage.inMemory();
    private final KvStore store = KvStore.open(storage);

    @Test
    void readersSeeWholeBatchesOnly() {
        put(store, "a", "1");
        assertThat(read(store, KeyRange.single(Bytes.utf8("a"))).count()).isZero();
        assertThat(store.view().revision()).isEqualTo(1);
        store.publish();
        assertThat(read(store, KeyRange.single(Bytes.utf8("a"))).count()).isEqualTo(1);
        assertThat(store.view().revision()).isEqualTo(2);
    }

    @Test
    void anOverwriteThatIsNotPublishedDoesNotHideTheValueBefore() {
        put(store, "a", "old");
        store.publish();
        put(store, "a", "new");
        assertThat(read(store, KeyRange.single(Bytes.utf8("a"))).keyValues().getFirst().value())
                .isEqualTo(Bytes.utf8("old"));
    }

    @Test
    void twoHundredThousandKeysAreBackInOrderAfterReopening() {
        var random = new Random(7);
        var expected = new TreeMap<Bytes, Long>();
        for (int i = 0; i < 200_000; i++) {
            var key = Integer.toString(random.nextInt(1_000_000), 36);
            put(store, key, "v");
            expected.put(Bytes.utf8(key), store.revision());
        }
        storage.commit(Mark.ORIGIN);
        var reopened = KvStore.open(storage);
        var found = read(reopened, ALL);
        assertThat(found.count()).isEqualTo(expected.size());
        assertThat(found.keyValues().stream().map(KeyValue::key).toList())
                .isEqualTo(List.copyOf(expected.keySet()));
        assertThat(found.keyValues().stream().map(KeyValue::modRevision).toList())
                .isEqualTo(List.copyOf(expected.values()));
        assertThat(reopened.revision()).isEqualTo(store.revision());
    }

    @Test
    void theHashDependsOnContentAndNotOnThePaceOfACompaction() {
        var other = KvStore.open(Storage.inMemory());
        for (int i = 0; i < 20_000; i++) {
            put(store, "k" + i % 100, "v" + i);
            put(other, "k" + i % 100, "v" + i);
        }
        assertThat(store.compact(19_000)).isEmpty();
        assertThat(other.compact(19_000)).isEmpty();
        store.publish();
        for (other.publish(); other.isCompacting(); ) {
            other.publish();
        }
        assertThat(store.isCompacting()).isTrue();
        assertThat(sum(store, 20_000)).isEqualTo(sum(other, 20_000));
        assertThat(sum(store, 19_500)).isNotEqualTo(sum(other, 20_000));
        put(other, "k1", "different");
        put(store, "k1", "Different");
        store.publish();
        other.publish();
        assertThat(sum(store, 0)).isNotEqualTo(sum(other, 0));
    }

    /** Shown by values that are not there: who would read one would miss it. */
    @Test
    void aDeletionReadsNoValueThatNobodyAskedFor() {
        for (int i = 0; i < 10; i++) {
            put(store, "k" + i, "v");
        }
        storage.table("kv.revisions").clear();
        var first = KeyRange.single(Bytes.utf8("k0"));
        assertThatThrownBy(() -> store.apply(new Operation.Delete(first, true)))
                .isInstanceOf(RuntimeException.class);
        assertThat(store.apply(new Operation.Delete(first, true), AnswerRoom.NOBODY_WAITS))
                .isEqualTo(new KvAnswer.Answered(new KvResult.Deleted(1, List.of(), 12)));
        assertThat(store.apply(new Operation.Delete(ALL, false)))
                .isEqualTo(new KvAnswer.Answered(new KvResult.Deleted(9, List.of(), 13)));
    }

    @Test
    void aCompactionGoesOnAfterARestart() {
        for (int i = 0; i < 20_000; i++) {
            put(store, "k" + i % 10, "v");
        }
        assertThat(store.compact(store.revision())).isEmpty();
        store.publish();
        storage.commit(Mark.ORIGIN);
        var reopened = KvStore.open(storage);
        assertThat(reopened.isCompacting()).isTrue();
        while (reopened.isCompacting()) {
            reopened.publish();
        }
        assertThat(storage.table("kv.revisions").count()).isEqualTo(10);
    }

    @Test
    void aCompactionGivesTheMemoryOfLongNamesBackThoughAFewStay() {
        NameRoom room = bytes -> MemorySegment.ofArray(new byte[bytes]);
        var bounds = new KvStore.Bounds(Parts.NONE, Long.MAX_VALUE, room);
        var store = KvStore.open(Storage.inMemory(), KvStore.Leases.NONE, bounds);
        var start = "k".repeat(500);
        for (int i = 0; i < 20_000; i++) {
            put(store, start + i, "v");
        }
        store.publish();
        var before = store.view().memory();
        for (int i = 0; i < 20_000; i++) {
            if (i % 100 != 0) {
                var key = KeyRange.single(Bytes.utf8(start + i));
                store.apply(new Operation.Delete(key, false));
            }
        }
        assertThat(store.compact(store.revision())).isEmpty();
        do {
            store.publish();
        } while (store.isCompacting());
        var after = store.view().memory();
        assertThat(before.outsideBytes()).isBetween(10_000_000L, 11_000_000L);
        assertThat(after.outsideBytes()).isLessThan(600_000);
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() / 50);
        assertThat(read(store, ALL).keyValues().stream().map(KeyValue::key))
                .hasSize(200)
                .allMatch(key -> key.startsWith(Bytes.utf8(start)));
    }

    @Test
    void aLeaderAndAMemberThatReadItsStoreFromDiskHaveOneHash() {
        for (int i = 0; i < 1000; i++) {
            put(store, "k".repeat(i % 300 + 1), "v" + i);
        }
        store.apply(new Operation.Delete(KeyRange.single(Bytes.utf8("k")), false));
        assertThat(store.compact(store.revision() - 100)).isEmpty();
        store.publish();
        storage.commit(Mark.ORIGIN);
        var reopened = KvStore.open(storage);
        assertThat(sum(reopened, 0)).isEqualTo(sum(store, 0));
        assertThat(sum(reopened, 950)).isEqualTo(sum(store, 950)).isNotEqualTo(sum(store, 0));
    }

    /** The revision of the fiftieth key: the store begins at 1. */
    private static final long ALL_ARE_THERE = 51;

    @Test
    void readersBesideCompactionsSeeEveryKeyOrAreTold() throws Exception {
        var stop = new AtomicBoolean();
        for (int i = 0; i < 50; i++) {
            put(store, "k" + i, "v0");
        }
        store.publish();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var readers = new ArrayList<Future<Long>>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> readUntil(stop)));
            }
            for (int round = 1; round < 3000; round++) {
                put(store, "k" + round % 50, "v" + round);
                if (round % 7 == 0) {
                    assertThat(store.compact(store.revision())).isEmpty();
                }
                store.publish();
            }
            stop.set(true);
            for (var reader : readers) {
                assertThat(reader.get(20, TimeUnit.SECONDS)).isPositive();
            }
        }
    }

    private long readUntil(AtomicBoolean stop) {
        var view = store.view();
        var reads = 0L;
        do {
            assertThat(read(store, ALL).keyValues()).hasSize(50);
            var asked = Math.max(ALL_ARE_THERE, view.revision() - 3);
            var options =
                    new RangeOptions(
                            asked,
                            0,
                            RangeOptions.SortOrder.NONE,
                            RangeOptions.SortTarget.KEY,
                            false,
                            false,
                            0,
                            0,
                            0,
                            0);
            switch (view.range(new Operation.Range(ALL, options))) {
                case KvAnswer.Answered(KvResult.Ranged(var found, _, _, _)) ->
                        assertThat(found).hasSize(50);
                case KvAnswer.Answered _ -> throw new AssertionError("not a range");
                case KvAnswer.Refused(var rejection) ->
                        assertThat(rejection).isEqualTo(Rejection.COMPACTED);
            }
            reads++;
        } while (!stop.get());
        return reads;
    }

    private static void put(KvStore store, String key, String value) {
        store.apply(new Operation.Put(Bytes.utf8(key), Bytes.utf8(value), 0, false, false, false));
    }

    private static KvResult.Ranged read(KvStore store, KeyRange range) {
        var answer = store.view().range(new Operation.Range(range, RangeOptions.ALL));
        return switch (answer) {
            case KvAnswer.Answered(KvResult.Ranged ranged) -> ranged;
            case KvAnswer.Answered other -> throw new AssertionError(other);
            case KvAnswer.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static int sum(KvStore store, long revision) {
        return ((KvHash.Hashed) store.view().hash(revision)).sum();
    }
}
