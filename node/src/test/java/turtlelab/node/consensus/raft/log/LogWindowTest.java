package turtlelab.node.consensus.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;

final class LogWindowTest {
    @Test
    void anEmptyLogEndsAtItsStart() {
        var log = new LogWindow(new LogPosition(10, 3));
        assertThat(log.last()).isEqualTo(new LogPosition(10, 3));
        assertThat(log.matches(new LogPosition(10, 3))).isTrue();
        assertThat(log.term(9)).isEqualTo(-1);
        assertThat(log.term(11)).isEqualTo(-1);
    }

    @Test
    void theOriginIsInEveryLog() {
        assertThat(Logs.of().matches(LogPosition.ORIGIN)).isTrue();
        assertThat(Logs.of(1, 1).matches(LogPosition.ORIGIN)).isTrue();
    }

    @Test
    void onlyTheNextEntryCanBeAppended() {
        var log = Logs.of(1, 1);
        assertThatThrownBy(() -> log.append(Logs.entry(4, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.append(Logs.entry(2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cuttingTakesTheEntryAndAllBehindIt() {
        var log = Logs.of(1, 1, 2, 2);
        log.cutFrom(3);
        assertThat(log.last()).isEqualTo(new LogPosition(2, 1));
        assertThat(log.holds(3)).isFalse();
        log.append(Logs.entry(3, 5));
        assertThat(log.term(3)).isEqualTo(5);
    }

    @Test
    void forgettingMovesTheStart() {
        var log = Logs.of(1, 1, 2, 3);
        log.forget(3);
        assertThat(log.start()).isEqualTo(new LogPosition(3, 2));
        assertThat(log.term(3)).isEqualTo(2);
        assertThat(log.holds(3)).isFalse();
        assertThat(log.get(4).term()).isEqualTo(3);
    }

    @Test
    void bytesAreThoseOfTheEntriesHeld() {
        var log = Logs.of(1, 1, 1);
        long each = Logs.entry(1, 1).size();
        assertThat(log.bytes()).isEqualTo(3 * each);
        log.forget(1);
        log.cutFrom(3);
        assertThat(log.bytes()).isEqualTo(each);
        log.restart(new LogPosition(9, 9));
        assertThat(log.bytes()).isZero();
    }

    @Test
    void aSliceIsBoundedButNeverEmptyWhenThereIsSomething() {
        var log = Logs.of(1, 1, 1, 1);
        int each = Logs.entry(1, 1).size();
        assertThat(log.slice(1, 4, 2L * each)).extracting(Entry::index).containsExactly(1L, 2L);
        assertThat(log.slice(2, 4, 0)).extracting(Entry::index).containsExactly(2L);
        assertThat(log.slice(5, 4, 1000)).isEmpty();
    }

    @Test
    void theRingGrowsAndWrapsWithoutLosingAnything() {
        var log = new LogWindow(LogPosition.ORIGIN);
        for (long index = 1; index <= 5_000; index++) {
            log.append(Logs.entry(index, index));
            if (index % 3 == 0) {
                log.forget(log.start().index() + 1);
            }
        }
        for (long index = log.start().index(); index <= 5_000; index++) {
            assertThat(log.term(index)).isEqualTo(index);
        }
    }

    @Test
    void theLastPositionUpToATermSkipsWhatCannotMatch() {
        var log = Logs.of(1, 1, 3, 3, 5);
        assertThat(log.lastUpTo(5, 4)).isEqualTo(new LogPosition(4, 3));
        assertThat(log.lastUpTo(4, 2)).isEqualTo(new LogPosition(2, 1));
        assertThat(log.lastUpTo(9, 9)).isEqualTo(new LogPosition(5, 5));
        log.forget(2);
        assertThat(log.lastUpTo(4, 0)).isEqualTo(log.start());
    }
}
