package turtlelab.node.consensus.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.consensus.log.WalLab.entries;
import static turtlelab.node.consensus.log.WalLab.entry;
import static turtlelab.node.consensus.log.WalLab.open;
import static turtlelab.node.consensus.log.WalLab.reopen;
import static turtlelab.node.consensus.log.WalLab.state;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.log.LogStore.Recovered;
import turtlelab.node.sim.disk.DiskFaults;
import turtlelab.node.sim.disk.SimulatedDisk;

class WalTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void anEmptyLogIsFoundEmpty() throws IOException {
        assertThat(reopen(disk)).isEqualTo(Recovered.NOTHING);
        assertThat(reopen(disk)).isEqualTo(Recovered.NOTHING);
        assertThat(disk.files()).containsExactly("0000000000000000-0000000000000001.wal");
    }

    @Test
    void whatWasAppendedIsFoundAgain() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(2, 0), entries(1, 3, 2));
            wal.append(null, entries(4, 5, 2));
            wal.append(state(2, 4), List.of());
            wal.sync();
        }
        assertThat(reopen(disk))
                .isEqualTo(new Recovered(state(2, 4), LogPosition.ORIGIN, entries(1, 5, 2)));
    }

    @Test
    void aFirstEntryAtOrBeforeTheLastReplacesTheSuffix() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(1, 0), entries(1, 6, 1));
            wal.append(state(2, 0), entries(4, 5, 2));
        }
        var found = reopen(disk).entries();
        assertThat(found.subList(0, 3)).isEqualTo(entries(1, 3, 1));
        assertThat(found.subList(3, found.size())).isEqualTo(entries(4, 5, 2));
    }

    @Test
    void aGapIsABugAndClosesTheLog() throws IOException {
        try (var wal = open(disk)) {
            wal.append(null, entries(1, 2, 1));
            assertThatThrownBy(() -> wal.append(null, entries(4, 4, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(wal::sync).hasMessageContaining("since it failed");
        }
    }

    @Test
    void aLogOfManySegmentsIsReadWhole() throws IOException {
        try (var wal = open(disk)) {
            for (int i = 1; i <= 200; i++) {
                wal.append(i % 9 == 0 ? state(3, i) : null, List.of(entry(i, 3)));
            }
        }
        assertThat(disk.files()).hasSizeGreaterThan(5);
        var found = reopen(disk);
        assertThat(found.entries()).isEqualTo(entries(1, 200, 3));
        assertThat(found.hardState()).isEqualTo(state(3, 198));
    }

    @Test
    void aRecordLargerThanASegmentGetsALargerOne() throws IOException {
        var large = entry(2, 1, 3 * WalLab.SEGMENT);
        try (var wal = open(disk)) {
            wal.append(null, List.of(entry(1, 1), large, entry(3, 1)));
        }
        assertThat(reopen(disk).entries()).containsExactly(entry(1, 1), large, entry(3, 1));
    }

    @Test
    void whatWasReleasedIsDeletedInWholeSegments() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(5, 100), entries(1, 200, 1));
            var before = disk.files().size();
            wal.release(150);
            assertThat(disk.files()).hasSizeLessThan(before - 2);
        }
        var found = reopen(disk);
        assertThat(found.start().index()).isBetween(100L, 150L);
        assertThat(found.start().term()).isEqualTo(1);
        assertThat(found.hardState()).isEqualTo(state(5, 100));
        assertThat(found.entries()).isEqualTo(entries(found.start().index() + 1, 200, 1));
    }

    /** The segment whose entries were replaced goes; the start must have the new entries' term. */
    @Test
    void aReleasedSegmentDoesNotComeBackInTheStartsTerm() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(1, 0), entries(1, 60, 1));
            wal.append(state(2, 0), entries(20, 120, 2));
            wal.sync();
            wal.release(60);
        }
        var found = reopen(disk);
        assertThat(found.start().index()).isLessThanOrEqualTo(60);
        assertThat(found.start().term()).isEqualTo(found.start().index() < 20 ? 1 : 2);
        assertThat(found.last()).isEqualTo(new LogPosition(120, 2));
    }

    @Test
    void aRestartedLogBeginsBehindTheSnapshot() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(4, 10), entries(1, 100, 4));
            wal.restart(new LogPosition(70, 5), state(5, 70));
            assertThat(disk.files()).hasSize(1);
            wal.append(null, entries(71, 72, 5));
        }
        var start = new LogPosition(70, 5);
        assertThat(reopen(disk)).isEqualTo(new Recovered(state(5, 70), start, entries(71, 72, 5)));
    }

    @Test
    void nothingIsTakenAfterAFailedSync() throws IOException {
        try (var wal = open(disk)) {
            wal.append(null, entries(1, 1, 1));
            disk.setFaults(failing("force"));
            assertThatThrownBy(wal::sync).hasMessageContaining("broken");
            disk.setFaults(DiskFaults.NONE);
            assertThatThrownBy(wal::sync).hasMessageContaining("since it failed");
            assertThatThrownBy(() -> wal.append(null, entries(2, 2, 1)))
                    .hasMessageContaining("since it failed");
            assertThatThrownBy(() -> wal.release(1)).hasMessageContaining("since it failed");
        }
    }

    /** Linux forgets dirty pages when a sync fails, though they can still be read. */
    @Test
    void whatAFailedSyncLeftInMemoryIsWrittenAgainBeforeItIsBelieved() throws IOException {
        try (var wal = open(disk)) {
            wal.append(null, entries(1, 1, 1));
            disk.setFaults(failing("force"));
            assertThatThrownBy(wal::sync).isInstanceOf(IOException.class);
        }
        disk.setFaults(DiskFaults.NONE);
        disk.kill();
        var seen = reopen(disk);
        disk.losePower(new SplittableRandom(1));
        assertThat(reopen(disk)).isEqualTo(seen);
    }

    /** A term is known by its entries even when the hard state behind them was lost. */
    @Test
    void theTermIsNeverBelowTheLastEntrys() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(1, 1), entries(1, 1, 1));
            wal.append(null, entries(2, 2, 3));
        }
        assertThat(reopen(disk).hardState()).isEqualTo(new HardState(3, MemberId.NONE, 1));
    }

    private static DiskFaults failing(String operation) {
        return next -> {
            if (next.startsWith(operation)) {
                throw new IOException("broken disk");
            }
        };
    }
}
