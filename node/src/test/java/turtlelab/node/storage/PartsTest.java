package turtlelab.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;

/** A change that is written in parts counts when it is whole, and not before. */
class PartsTest {
    private static final Mark BEFORE = new Mark(7, 3, Bytes.utf8("members"));
    private static final Mark AFTER = new Mark(8, 3, Bytes.utf8("members"));
    private static final Unfinished CHANGE = new Unfinished("a", key(1000));
    private static final Bytes VALUE = Bytes.utf8("v".repeat(100));

    @TempDir private Path folder;

    @Test
    void aFileCopiedAtAnyMomentHoldsTheWholeChangeOrNothingOfIt() throws IOException {
        try (var storage = filled()) {
            for (int i = 1000; i < 3000; i++) {
                storage.table("a").put(key(i), VALUE);
                if (i % 300 == 0) {
                    storage.commitPart(BEFORE, CHANGE);
                    assertFound(BEFORE, 1000);
                }
            }
            assertFound(BEFORE, 1000);
            storage.commit(AFTER);
            assertFound(AFTER, 3000);
        }
    }

    /** What came before the change has no commit of its own yet when its first part is written. */
    @Test
    void whatCameBeforeTheChangeIsWrittenWithItsFirstPart() throws IOException {
        try (var storage = filled()) {
            storage.table("b").put(key(1), VALUE);
            storage.table("a").remove(key(1));
            storage.table("a").put(key(1000), VALUE);
            storage.commitPart(AFTER, CHANGE);
            var found = assertFound(AFTER, 999);
            try (var copy = Storage.open(found)) {
                assertThat(copy.table("b").get(key(1))).isEqualTo(VALUE);
            }
        }
    }

    @Test
    void whatWasTakenAwayStaysAwayAndTheChangeCanBeMadeAgain() throws IOException {
        var found = halfChanged();
        for (int attempt = 0; attempt < 2; attempt++) {
            try (var copy = Storage.open(found)) {
                assertThat(copy.table("a").count()).isEqualTo(1000);
            }
        }
        try (var copy = Storage.open(found)) {
            copy.table("a").put(key(1000), VALUE);
            copy.commit(AFTER);
        }
        try (var copy = Storage.open(found)) {
            assertThat(copy.mark()).isEqualTo(AFTER);
            assertThat(copy.table("a").count()).isEqualTo(1001);
        }
    }

    @Test
    void aSyncInTheMiddleOfAChangePromisesNothingOfIt() throws IOException {
        try (var storage = filled()) {
            storage.table("a").put(key(1000), VALUE);
            storage.commitPart(AFTER, CHANGE);
            assertThat(storage.sync()).isEqualTo(BEFORE);
            assertThat(storage.mark()).isEqualTo(BEFORE);
            storage.commit(AFTER);
            assertThat(storage.sync()).isEqualTo(AFTER);
        }
    }

    /** Many parts take the place of older ones; what is found after a power cut is not among it. */
    @Test
    void theLastSyncedCommitIsNotWrittenOver() throws IOException {
        try (var storage = filled()) {
            storage.sync();
            var synced = Files.readAllBytes(file());
            for (int i = 1000; i < 40_000; i++) {
                storage.table("a").put(key(i), VALUE);
                if (i % 500 == 0) {
                    storage.commitPart(BEFORE, CHANGE);
                }
            }
            var now = Files.readAllBytes(file());
            var header = 2 * 4096;
            System.arraycopy(synced, 0, now, 0, header);
            var copy = folder.resolve("power-cut");
            Files.write(copy, Arrays.copyOf(now, synced.length));
            try (var survivor = Storage.open(copy)) {
                assertThat(survivor.mark()).isEqualTo(BEFORE);
                assertThat(survivor.table("a").count()).isEqualTo(1000);
            }
        }
    }

    private Path halfChanged() throws IOException {
        try (var storage = filled()) {
            for (int i = 1000; i < 3000; i++) {
                storage.table("a").put(key(i), VALUE);
            }
            storage.commitPart(BEFORE, CHANGE);
            return copied();
        }
    }

    private Storage filled() throws IOException {
        var storage = Storage.open(file());
        for (int i = 0; i < 1000; i++) {
            storage.table("a").put(key(i), VALUE);
        }
        storage.commit(BEFORE);
        return storage;
    }

    private Path assertFound(Mark mark, long entries) throws IOException {
        var copy = copied();
        try (var survivor = Storage.open(copy)) {
            assertThat(survivor.mark()).isEqualTo(mark);
            assertThat(survivor.table("a").count()).isEqualTo(entries);
        }
        return copy;
    }

    private Path copied() throws IOException {
        var copy = folder.resolve("copy");
        return Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file() {
        return folder.resolve("state.mv");
    }

    private static Bytes key(int number) {
        return Bytes.utf8("%08d".formatted(number));
    }
}
