package turtlelab.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;

class ImageTest {
    private static final Mark LEADERS = new Mark(100, 4, Bytes.utf8("three members"));
    private static final Mark OWN = new Mark(10, 2, Bytes.utf8("one member"));
    private static final Bytes KEY = Bytes.utf8("key");

    @TempDir private Path folder;
    private Storage leader;
    private Storage follower;

    @BeforeEach
    void open() throws IOException {
        leader = Storage.open(folder.resolve("leader"));
        for (int i = 0; i < 300; i++) {
            leader.table("a").put(Bytes.utf8("k" + i), Bytes.utf8("v".repeat(i)));
        }
        leader.table("b").put(KEY, Bytes.EMPTY);
        leader.table("empty").clear();
        follower = Storage.open(folder.resolve("follower"));
        follower.table("a").put(KEY, Bytes.utf8("old"));
        follower.commit(OWN);
        follower.sync();
    }

    @AfterEach
    void close() {
        leader.close();
        follower.close();
    }

    @Test
    void anImageMakesTheFollowerEqual() throws IOException {
        follower = installed(image(leader, 777));
        assertThat(follower.mark()).isEqualTo(LEADERS);
        assertThat(follower.durable()).isEqualTo(LEADERS);
        assertThat(image(follower, 1000)).isEqualTo(image(leader, 64));
        follower.close();
        follower = Storage.open(folder.resolve("follower"));
        assertThat(follower.mark()).isEqualTo(LEADERS);
        assertThat(follower.table("a").count()).isEqualTo(300);
    }

    @Test
    void anImageShowsTheMomentItWasTaken() {
        var image = leader.image(LEADERS);
        var expected = ByteBuffer.wrap(image(leader, 4096));
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 300; i++) {
                leader.table("a").put(Bytes.utf8("k" + i), Bytes.utf8("changed" + round));
            }
            leader.tidy();
            leader.commit(new Mark(101 + round, 4, Bytes.EMPTY));
            leader.sync();
        }
        leader.table("b").clear();
        assertThat(ByteBuffer.wrap(read(image, 100))).isEqualTo(expected);
    }

    @Test
    void anImageCutAnywhereIsRefusedAndTheOldStateStays() throws IOException {
        var whole = image(leader, 4096);
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            assertRefused(Arrays.copyOf(whole, length));
        }
        assertRefused(Arrays.copyOf(whole, whole.length - 1));
        assertRefused(Arrays.copyOf(whole, whole.length + 1));
        assertThat(follower.table("a").get(KEY)).isEqualTo(Bytes.utf8("old"));
        assertThat(follower.mark()).isEqualTo(OWN);
    }

    @Test
    void anImageWithAnyBitTurnedIsRefused() throws IOException {
        var whole = image(leader, 4096);
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            var damaged = whole.clone();
            var position = i < 60 ? i : random.nextInt(whole.length);
            damaged[position] ^= (byte) (1 << random.nextInt(8));
            assertRefused(damaged);
        }
    }

    @Test
    void anImageOfAnotherPositionIsRefused() throws IOException {
        var bytes = image(leader, 4096);
        var later = new Mark(101, 4, LEADERS.membership());
        try (var writer = ImageWriter.replacing(follower, later)) {
            assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(bytes)))
                    .hasMessageContaining("index 100, not 101");
        }
    }

    /**
     * Every file that a crash can leave behind during a transfer: the old state, or the new one.
     */
    @Test
    void aCrashDuringATransferLeavesTheOldStateUntilTheRename() throws IOException {
        var whole = image(leader, 4096);
        var writer = ImageWriter.replacing(follower, LEADERS);
        for (int from = 0; from < whole.length; from += 10_000) {
            writer.write(ByteBuffer.wrap(whole, from, Math.min(10_000, whole.length - from)));
            assertSurvivor(OWN);
        }
        var installed = writer.install();
        follower.close();
        follower = installed;
        assertSurvivor(LEADERS);
    }

    @Test
    void leftoversOfAnInterruptedTransferAreRemoved() throws IOException {
        var file = folder.resolve("follower");
        var writer = ImageWriter.replacing(follower, LEADERS);
        writer.write(ByteBuffer.wrap(image(leader, 4096), 0, 20_000));
        assertThat(folder.resolve("follower.incoming")).exists();
        ImageWriter.discardLeftovers(file);
        assertThat(folder.resolve("follower.incoming")).doesNotExist();
        writer.close();
    }

    @Test
    void aReaderOfTheReplacedStateReadsOnToItsEnd() throws IOException {
        var pin = follower.pin();
        var next = installed(image(leader, 4096));
        follower.retire();
        assertThat(follower.table("a").get(KEY)).isEqualTo(Bytes.utf8("old"));
        pin.close();
        assertThatThrownBy(() -> follower.pin()).isInstanceOf(StorageRetired.class);
        follower = next;
    }

    private Storage installed(byte[] bytes) throws IOException {
        try (var writer = ImageWriter.replacing(follower, LEADERS)) {
            for (int from = 0; from < bytes.length; from += 333) {
                writer.write(ByteBuffer.wrap(bytes, from, Math.min(333, bytes.length - from)));
            }
            return writer.install();
        }
    }

    private void assertRefused(byte[] bytes) throws IOException {
        try (var writer = ImageWriter.replacing(Storage.inMemory(), LEADERS)) {
            assertThatThrownBy(
                            () -> {
                                writer.write(ByteBuffer.wrap(bytes));
                                writer.install();
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    private void assertSurvivor(Mark mark) throws IOException {
        var copy = folder.resolve("copy");
        Files.write(copy, Files.readAllBytes(folder.resolve("follower")));
        try (var survivor = Storage.open(copy)) {
            assertThat(survivor.mark()).isEqualTo(mark);
        }
    }

    private static byte[] image(Storage storage, int pieceSize) {
        return read(storage.image(LEADERS), pieceSize);
    }

    private static byte[] read(ImageReader image, int pieceSize) {
        try (image) {
            var all = ByteBuffer.allocate(1 << 20);
            var piece = ByteBuffer.allocate(pieceSize);
            while (image.read(piece) >= 0) {
                all.put(piece.flip());
                piece.clear();
            }
            return Arrays.copyOf(all.array(), all.position());
        }
    }
}
