package turtlelab.node.consensus.raft.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;

final class PersistingTest {
    private static final HardState HARD = new HardState(1, MemberId.NONE, 0);

    private final LogWindow log = Logs.of();
    private final Persisting disk = new Persisting(HARD, 0);

    @Test
    void entriesCountWhenTheirTaskIsDone() {
        write(1, 1);
        assertThat(disk.persisted()).isZero();
        disk.done(1);
        assertThat(disk.persisted()).isEqualTo(2);
    }

    @Test
    void aTaskDoesNotCountForEntriesThatWereReplacedMeanwhile() {
        write(1, 1, 1);
        log.cutFrom(2);
        disk.cutFrom(2);
        write(3, 3);
        disk.done(1);
        assertThat(disk.persisted()).isEqualTo(1);
        disk.done(2);
        assertThat(disk.persisted()).isEqualTo(3);
    }

    @Test
    void entriesThatComeBackAfterBeingReplacedCountOnlyWhenWrittenAgain() {
        write(2, 2);
        cut(1);
        write(3, 3);
        cut(1);
        write(2, 2);
        disk.done(1);
        assertThat(disk.persisted()).isZero();
        disk.done(2);
        assertThat(disk.persisted()).isZero();
        disk.done(3);
        assertThat(disk.persisted()).isEqualTo(2);
    }

    @Test
    void aCutTakesBackWhatWasPersisted() {
        write(1, 1, 1);
        disk.done(1);
        cut(3);
        assertThat(disk.persisted()).isEqualTo(2);
    }

    @Test
    void aCommitIndexAloneIsNotWorthASync() {
        assertThat(disk.take(log, new HardState(1, MemberId.NONE, 7))).isEmpty();
    }

    @Test
    void aTermOrAVoteIs() {
        assertThat(disk.take(log, new HardState(2, MemberId.NONE, 0))).hasSize(1);
        assertThat(disk.take(log, new HardState(2, new MemberId(3), 0))).hasSize(1);
        assertThat(disk.take(log, new HardState(2, new MemberId(3), 0))).isEmpty();
    }

    @Test
    void aSnapshotCountsAsPersistedAndRestartsTheLogBeforeLaterEntries() {
        write(1, 1);
        var mark = new LogPosition(10, 4);
        log.restart(mark);
        disk.restart(mark);
        log.append(Logs.entry(11, 4));
        var tasks = disk.take(log, HARD);
        assertThat(tasks).hasSize(2);
        assertThat(tasks.getFirst()).isInstanceOf(DiskTask.Restart.class);
        assertThat(disk.persisted()).isEqualTo(10);
        disk.done(1);
        assertThat(disk.persisted()).isEqualTo(10);
        disk.done(3);
        assertThat(disk.persisted()).isEqualTo(11);
    }

    private void write(long... terms) {
        for (var term : terms) {
            log.append(Logs.entry(log.lastIndex() + 1, term));
        }
        disk.take(log, HARD);
    }

    private void cut(long index) {
        log.cutFrom(index);
        disk.cutFrom(index);
    }
}
