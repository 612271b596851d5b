package turtlelab.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;

class StorageTest {
    private static final Bytes KEY = Bytes.utf8("key");

    @TempDir private Path folder;

    @Test
    void whatIsCommittedTogetherIsFoundTogether() throws IOException {
        try (var storage = Storage.open(file())) {
            storage.table("a").put(KEY, Bytes.utf8("1"));
            storage.table("b").put(KEY, Bytes.utf8("2"));
            storage.commit(new Mark(7, 3, Bytes.utf8("members")));
        }
        try (var storage = Storage.open(file())) {
            assertThat(storage.mark()).isEqualTo(new Mark(7, 3, Bytes.utf8("members")));
            assertThat(storage.durable()).isEqualTo(storage.mark());
            assertThat(storage.table("a").get(KEY)).isEqualTo(Bytes.utf8("1"));
            assertThat(storage.table("b").get(KEY)).isEqualTo(Bytes.utf8("2"));
        }
    }

    @Test
    void whatWasNotCommittedIsGoneWithItsIndex() throws IOException {
        try (var storage = Storage.open(file())) {
            storage.table("a").put(KEY, Bytes.utf8("old"));
            storage.commit(new Mark(1, 1, Bytes.EMPTY));
            for (int i = 0; i < 100_000; i++) {
                storage.table("a").put(Bytes.utf8("k" + i), Bytes.utf8("new".repeat(50)));
            }
        }
        try (var storage = Storage.open(file())) {
            assertThat(storage.mark().index()).isEqualTo(1);
            assertThat(storage.table("a").count()).isEqualTo(1);
        }
    }

    /** A killed process leaves the file as it is at that moment: copies of it stand for that. */
    @Test
    void aFileCopiedAtAnyMomentHoldsDataAndIndexOfOneCommit() throws IOException {
        var random = new Random(11);
        try (var storage = Storage.open(file())) {
            var table = storage.table("a");
            for (int index = 1; index <= 60; index++) {
                for (int i = 0; i < 50; i++) {
                    table.put(Bytes.utf8("k" + random.nextInt(500)), Bytes.utf8("" + index));
                }
                table.put(KEY, Bytes.utf8("" + index));
                if (random.nextInt(3) == 0) {
                    storage.commit(new Mark(index, 1, Bytes.EMPTY));
                }
                if (random.nextInt(6) == 0) {
                    storage.sync();
                    storage.tidy();
                }
                assertDataMatchesIndex(storage.mark().index());
            }
        }
    }

    /** What was written after the last sync may be lost: the synced commit must still be whole. */
    @Test
    void whatIsOverwrittenAfterASyncIsNeverWhatTheSyncedCommitNeeds() throws IOException {
        try (var storage = Storage.open(file())) {
            var table = storage.table("a");
            for (int i = 0; i < 2000; i++) {
                table.put(Bytes.utf8("k" + i), Bytes.utf8("synced".repeat(20)));
            }
            storage.commit(new Mark(1, 1, Bytes.EMPTY));
            storage.sync();
            var synced = Files.readAllBytes(file());
            for (int index = 2; index < 40; index++) {
                for (int i = 0; i < 2000; i += 3) {
                    table.put(Bytes.utf8("k" + i), Bytes.utf8("later" + index));
                }
                storage.tidy();
                storage.commit(new Mark(index, 1, Bytes.EMPTY));
            }
            assertThat(storage.durable().index()).isEqualTo(1);
            var header = 2 * 4096;
            var now = Files.readAllBytes(file());
            var copy = folder.resolve("power-cut");
            var mixed = now.clone();
            System.arraycopy(synced, 0, mixed, 0, header);
            Files.write(copy, Arrays.copyOf(mixed, synced.length));
            try (var survivor = Storage.open(copy)) {
                assertThat(survivor.mark().index()).isEqualTo(1);
                for (int i = 0; i < 2000; i++) {
                    assertThat(survivor.table("a").get(Bytes.utf8("k" + i)))
                            .isEqualTo(Bytes.utf8("synced".repeat(20)));
                }
            }
        }
    }

    @Test
    void spaceIsUsedAgainAfterASync() throws IOException {
        try (var storage = Storage.open(file())) {
            var table = storage.table("a");
            for (int index = 1; index <= 300; index++) {
                for (int i = 0; i < 200; i++) {
                    table.put(Bytes.utf8("k" + i), Bytes.utf8(index + "x".repeat(200)));
                }
                storage.commit(new Mark(index, 1, Bytes.EMPTY));
                storage.sync();
                storage.tidy();
            }
            assertThat(storage.size().allocated()).isLessThan(1 << 20);
            assertThat(storage.size().inUse()).isBetween(1L, storage.size().allocated());
        }
    }

    @Test
    void theFileIsPrivateAndItsOwnersAlone() throws IOException {
        try (var _ = Storage.open(file())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> Storage.open(file()))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void aDamagedFileIsRefusedWithItsNameAndTheCure() throws IOException {
        Files.write(file(), new byte[20_000]);
        assertDamaged();
        var noise = new byte[50_000];
        new Random(5).nextBytes(noise);
        Files.write(file(), noise);
        assertDamaged();
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws IOException {
        try (var storage = Storage.open(file())) {
            storage.commit(Mark.ORIGIN);
            storage.table(Storage.OWN + "meta").put(Bytes.utf8("format"), Bytes.utf8("9"));
            storage.table("x").put(KEY, KEY);
            storage.commitAsIs();
        }
        assertThatThrownBy(() -> Storage.open(file()))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("format 9");
    }

    @Test
    void aRetiredStorageStaysOpenForItsReadersAndTakesNoNewOnes() {
        var storage = Storage.inMemory();
        storage.table("a").put(KEY, KEY);
        var pin = storage.pin();
        storage.retire();
        assertThat(storage.table("a").get(KEY)).isEqualTo(KEY);
        pin.close();
        assertThatThrownBy(storage::pin).isInstanceOf(StorageRetired.class);
    }

    private void assertDataMatchesIndex(long index) throws IOException {
        var copy = folder.resolve("copy");
        Files.deleteIfExists(copy);
        copyTo(copy);
        try (var survivor = Storage.open(copy)) {
            assertThat(survivor.mark().index()).isEqualTo(index);
            var value = survivor.table("a").get(KEY);
            assertThat(value == null ? "0" : value.utf8()).isEqualTo("" + index);
        }
    }

    private void copyTo(Path copy) throws IOException {
        Files.write(copy, Files.readAllBytes(file()));
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> Storage.open(file()))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("remove this member from the cluster");
    }

    private Path file() {
        return folder.resolve("state.db");
    }
}
