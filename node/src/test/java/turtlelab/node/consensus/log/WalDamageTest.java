package turtlelab.node.consensus.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.consensus.log.WalLab.entries;
import static turtlelab.node.consensus.log.WalLab.entry;
import static turtlelab.node.consensus.log.WalLab.open;
import static turtlelab.node.consensus.log.WalLab.reopen;
import static turtlelab.node.consensus.log.WalLab.state;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.consensus.log.LogStore.Recovered;
import turtlelab.node.sim.disk.SimulatedDisk;

/** A torn write is cut; everything else that is damaged is refused and left as it is. */
class WalDamageTest {
    private static final String FIRST = "0000000000000000-0000000000000001.wal";

    private final SimulatedDisk disk = new SimulatedDisk();

    /** A disk with entries 1 to {@code count}, each synced by itself, in one segment. */
    private byte[] logOf(int count) throws IOException {
        disk.wipe();
        try (var wal = open(disk)) {
            for (int i = 1; i <= count; i++) {
                wal.append(i == 1 ? state(1, 0) : null, List.of(entry(i, 1)));
                wal.sync();
            }
        }
        return disk.contents(FIRST);
    }

    private static int end(byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void theLastRecordCutAtAnyByteIsATornWrite() throws IOException {
        var whole = logOf(4);
        var start = end(logOf(3));
        for (int cut = start; cut < end(whole); cut++) {
            var torn = Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length);
            disk.overwrite(FIRST, torn);
            assertThat(reopen(disk).entries()).as("cut at %d", cut).isEqualTo(entries(1, 3, 1));
        }
    }

    @Test
    void theLastRecordButOneCutIsTornOnlyWithTheLastGone() throws IOException {
        var whole = logOf(4);
        var last = end(logOf(3));
        var start = end(logOf(2));
        for (int cut = start; cut < last; cut++) {
            var both = Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length);
            disk.overwrite(FIRST, both);
            assertThat(reopen(disk).entries()).as("cut at %d", cut).isEqualTo(entries(1, 2, 1));

            var one = whole.clone();
            Arrays.fill(one, cut, last, (byte) 0);
            assertRefused(one, "zeros from " + cut);
        }
    }

    @Test
    void aRecordBehindATornOneOfTheSameSyncIsCutToo() throws IOException {
        disk.wipe();
        try (var wal = open(disk)) {
            wal.append(state(1, 0), List.of(entry(1, 1)));
            wal.sync();
            wal.append(null, entries(2, 5, 1));
            wal.sync();
        }
        var bytes = disk.contents(FIRST);
        Arrays.fill(bytes, end(logOf(1)) + 8, end(logOf(1)) + 40, (byte) 0);
        disk.overwrite(FIRST, bytes);
        assertThat(reopen(disk).entries()).isEqualTo(entries(1, 1, 1));
    }

    @Test
    void everyFlippedByteOfASmallLogIsSeenOrHarmless() throws IOException {
        var whole = logOf(4);
        var expected = new Recovered(state(1, 0), reopen(disk).start(), entries(1, 4, 1));
        for (int at = 0; at < whole.length; at++) {
            for (int mask : new int[] {0x01, 0x10, 0x80, 0xFF}) {
                var flipped = whole.clone();
                flipped[at] ^= (byte) mask;
                // where a next record's mark would stand, a flipped bit is no torn write either
                if (at < end(whole) || at == end(whole) + Frame.HEADER - 1) {
                    assertRefused(flipped, "byte %d ^ %d".formatted(at, mask));
                } else {
                    disk.overwrite(FIRST, flipped);
                    assertThat(reopen(disk)).as("byte %d behind the end", at).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void everyByteOfAnOlderSegmentIsGuarded() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(1, 0), entries(1, 60, 1));
        }
        var whole = disk.contents(FIRST);
        for (int at = 0; at < end(whole); at++) {
            var flipped = whole.clone();
            flipped[at] ^= 0x40;
            assertRefused(flipped, "byte " + at);
            var cut = Arrays.copyOf(Arrays.copyOf(whole, at), whole.length);
            assertRefused(cut, "cut at " + at);
        }
    }

    @Test
    void aMissingSegmentIsRefused() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(1, 0), entries(1, 120, 1));
        }
        disk.remove(disk.files().get(1));
        assertThatThrownBy(() -> reopen(disk))
                .isInstanceOf(WalCorruptedException.class)
                .hasMessageContaining("the segment before it is missing");
    }

    @Test
    void segmentsInEachOthersPlaceAreRefused() throws IOException {
        try (var wal = open(disk)) {
            wal.append(state(1, 0), entries(1, 120, 1));
        }
        var files = disk.files();
        disk.overwrite(files.get(1), disk.contents(files.get(2)));
        assertThatThrownBy(() -> reopen(disk)).isInstanceOf(WalCorruptedException.class);
    }

    @Test
    void theMessageNamesFileOffsetAndWhatToDo() throws IOException {
        var bytes = logOf(4);
        var third = end(logOf(2));
        bytes[third + 30] ^= 1;
        logOf(4);
        disk.overwrite(FIRST, bytes);
        assertThatThrownBy(() -> reopen(disk))
                .hasMessageContaining("wal/" + FIRST)
                .hasMessageContaining("at offset " + third)
                .hasMessageContaining("remove the member");
    }

    private void assertRefused(byte[] bytes, String what) {
        disk.overwrite(FIRST, bytes);
        assertThatThrownBy(() -> reopen(disk)).as(what).isInstanceOf(WalCorruptedException.class);
        assertThat(disk.contents(FIRST)).as("unchanged: " + what).isEqualTo(bytes);
    }
}
