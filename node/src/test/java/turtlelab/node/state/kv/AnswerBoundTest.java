package turtlelab.node.state.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.kv.index.NameRoom;
import turtlelab.node.storage.Parts;
import turtlelab.node.storage.Storage;

/** What an answer may hold is bounded for all of it together, and changes nothing of the state. */
class AnswerBoundTest {
    private static final KeyRange ALL = new KeyRange(Bytes.utf8("k"), Bytes.utf8("l"));

    /** A transaction that puts k00 or k1 may delete these as well. */
    private static final KeyRange MOST = new KeyRange(Bytes.utf8("k10"), Bytes.utf8("l"));

    private static final KvAnswer TOO_LARGE = new KvAnswer.Refused(Rejection.ANSWER_TOO_LARGE);
    private static final int KEYS = 100;

    private final KvStore bounded = store(40_000);
    private final KvStore free = store(Long.MAX_VALUE);

    @BeforeEach
    void fill() {
        for (int i = 0; i < KEYS; i++) {
            both(put("k%02d".formatted(i), false));
        }
    }

    @Test
    void whatFitsIsRead() {
        assertThat(bounded.view().range(read(30))).isEqualTo(free.view().range(read(30)));
        assertThat(bounded.view().range(read(0))).isEqualTo(TOO_LARGE);
        assertThat(free.view().range(read(0))).isNotEqualTo(TOO_LARGE);
    }

    @Test
    void allRangesOfATransactionAreOneAnswer() {
        var twice = new Operation.Txn(List.of(), List.of(read(25), read(25)), List.of());
        assertThat(bounded.view().readOnlyTxn(twice)).isEqualTo(TOO_LARGE);
        var once = new Operation.Txn(List.of(), List.of(read(25), read(5)), List.of());
        assertThat(bounded.view().readOnlyTxn(once)).isEqualTo(free.view().readOnlyTxn(once));
    }

    @Test
    void aWriteWhoseAnswerDoesNotFitIsDoneAllTheSame() {
        var mixed = List.<Operation>of(read(0), put("k00", true), new Operation.Delete(MOST, true));
        assertThat(both(new Operation.Txn(List.of(), mixed, List.of()))).isEqualTo(TOO_LARGE);
        assertThat(sum(bounded)).isEqualTo(sum(free));
        assertThat(bounded.revision()).isEqualTo(free.revision());
        assertThat(bounded.view().range(read(0))).isEqualTo(free.view().range(read(0)));
    }

    /** On all members but the one that was asked, and on all of them when the log is replayed. */
    @Test
    void aWriteWhoseAnswerNobodyAwaitsReadsNothingForItAndDoesTheSame() {
        var mixed =
                List.<Operation>of(
                        read(0), put("k00", true), new Operation.Delete(MOST, true), keep("k1"));
        var txn = new Operation.Txn(List.of(), mixed, List.of());
        both(put("k1", false));
        assertThat(bounded.apply(txn, AnswerRoom.NOBODY_WAITS))
                .isInstanceOfSatisfying(
                        KvAnswer.Answered.class,
                        answer -> assertThat(answer.toString()).doesNotContain("value="));
        free.apply(txn);
        bounded.publish();
        free.publish();
        assertThat(sum(bounded)).isEqualTo(sum(free));
        assertThat(bounded.revision()).isEqualTo(free.revision());
    }

    private KvAnswer both(Operation operation) {
        var answer = bounded.apply(operation);
        free.apply(operation);
        bounded.publish();
        free.publish();
        return answer;
    }

    private static Object sum(KvStore store) {
        return store.view().hash(0);
    }

    private static KvStore store(long answerBytes) {
        return KvStore.open(
                Storage.inMemory(),
                KvStore.Leases.NONE,
                new KvStore.Bounds(Parts.NONE, answerBytes, NameRoom.HEAP));
    }

    private static Operation.Range read(long limit) {
        return new Operation.Range(ALL, limited(limit));
    }

    private static RangeOptions limited(long limit) {
        return new RangeOptions(
                0,
                limit,
                RangeOptions.SortOrder.NONE,
                RangeOptions.SortTarget.KEY,
                false,
                false,
                0,
                0,
                0,
                0);
    }

    private static Operation.Put put(String key, boolean prevKv) {
        return new Operation.Put(
                Bytes.utf8(key), Bytes.utf8("v".repeat(1000)), 0, prevKv, false, false);
    }

    private static Operation.Put keep(String key) {
        return new Operation.Put(Bytes.utf8(key), Bytes.EMPTY, 0, false, true, false);
    }
}
