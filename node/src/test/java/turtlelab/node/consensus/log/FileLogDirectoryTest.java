package turtlelab.node.consensus.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.node.consensus.log.WalLab.entries;
import static turtlelab.node.consensus.log.WalLab.entry;
import static turtlelab.node.consensus.log.WalLab.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogDirectoryTest {
    private static final int SEGMENT = 64 << 10;

    @TempDir Path temporary;

    private Wal open() throws IOException {
        return new Wal(FileLogDirectory.open(temporary.resolve("member/wal")), SEGMENT);
    }

    @Test
    void aLogOnTheRealDiskIsFoundAgain() throws IOException {
        try (var wal = open()) {
            for (int i = 1; i <= 400; i++) {
                wal.append(i % 7 == 0 ? state(1, i) : null, List.of(entry(i, 1, 500)));
                wal.sync();
            }
            wal.release(200);
        }
        try (var wal = open()) {
            var found = wal.recovered();
            assertThat(found.start().index()).isBetween(50L, 200L);
            assertThat(found.last().index()).isEqualTo(400);
            assertThat(found.hardState()).isEqualTo(state(1, 399));
        }
    }

    @Test
    void onlyItsOwnerMayReadTheLog() throws IOException {
        try (var wal = open()) {
            wal.append(state(1, 0), entries(1, 3, 1));
        }
        var directory = temporary.resolve("member/wal");
        assertThat(mode(directory)).isEqualTo("rwx------");
        try (var files = Files.list(directory)) {
            assertThat(files).isNotEmpty().allMatch(file -> mode(file).equals("rw-------"));
        }
    }

    @Test
    void aSecondProcessIsRefused() throws IOException {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another turtled process is using")
                    .hasMessageContaining("member/wal");
        }
        open().close();
    }

    @Test
    void aClosedLogLeavesNoSpareBehind() throws IOException {
        open().close();
        try (var files = Files.list(temporary.resolve("member/wal"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", "0000000000000000-0000000000000001.wal");
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
