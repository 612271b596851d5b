package turtlelab.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KvStore;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.index.NameRoom;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;
import turtlelab.node.storage.Unfinished;

/**
 * One request that changes more than the heap should hold: it is written in parts, and a crash
 * between any two of them leaves nothing of it behind.
 */
class LargeRequestTest {
    private static final int KEYS = 1_500;
    private static final long MOST_HELD = 14 << 20;
    private static final Mark BEFORE = new Mark(100, 1, Bytes.utf8("members"));
    private static final KeyRange ALL = new KeyRange(Bytes.utf8("k"), Bytes.utf8("l"));

    @TempDir private Path folder;
    private final List<Path> copies = new ArrayList<>();
    private Storage storage;
    private State state;

    @BeforeEach
    void open() throws IOException {
        storage = Storage.open(folder.resolve("state.mv"));
        state = State.open(storage, new KvStore.Bounds(this::write, Long.MAX_VALUE, NameRoom.HEAP));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void aDeletionOfManyKeysIsWholeOrNotThereAtAll() throws IOException {
        fill(0);
        assertNothingIsLeftOf(new Command.Write(new Operation.Delete(ALL, false)));
    }

    @Test
    void theEndOfALeaseWithManyKeysIsWholeOrNotThereAtAll() throws IOException {
        fill(1);
        assertNothingIsLeftOf(new Command.RevokeLease(1));
    }

    /** Each of them is a revision of its own: those that are over need not be ended again. */
    @Test
    void theEndOfManyLeasesGoesOnWhereItWasBrokenOff() throws IOException {
        fill(3);
        apply(new Command.ExpireLeases(List.of(1L, 2L, 3L), 1));
        assertThat(state.leases().count()).isZero();
        assertDoneAgain(new Command.ExpireLeases(List.of(1L, 2L, 3L), 1));
    }

    /** The request is small, and what it writes is not. */
    @Test
    void putsThatKeepLargeValuesAreWholeOrNotThereAtAll() throws IOException {
        var value = Bytes.utf8("v".repeat(500_000));
        var keepers = new ArrayList<Operation>();
        for (int i = 0; i < 30; i++) {
            var key = Bytes.utf8("large" + i);
            apply(new Command.Write(new Operation.Put(key, value, 0, false, false, false)));
            keepers.add(new Operation.Put(key, Bytes.EMPTY, 0, false, true, false));
            storage.commit(BEFORE);
        }
        assertNothingIsLeftOf(new Command.Write(new Operation.Txn(List.of(), keepers, List.of())));
    }

    private void assertNothingIsLeftOf(Command command) throws IOException {
        state.publish(BEFORE.index());
        var before = state.hash();
        apply(command);
        for (var copy : copies) {
            try (var crashed = Storage.open(copy)) {
                assertThat(crashed.mark()).isEqualTo(BEFORE);
                assertThat(State.open(crashed).hash()).isEqualTo(before);
            }
        }
        assertDoneAgain(command);
    }

    private void assertDoneAgain(Command command) throws IOException {
        state.publish(BEFORE.index() + 1);
        assertThat(copies).isNotEmpty();
        assertThat(storage.uncommittedBytes()).isLessThan(MOST_HELD);
        for (var copy : copies) {
            try (var crashed = Storage.open(copy)) {
                var again = State.open(crashed);
                again.apply(command, 1);
                again.publish(BEFORE.index() + 1);
                assertThat(again.hash()).isEqualTo(state.hash());
                assertThat(again.kv().revision()).isEqualTo(state.kv().revision());
            }
        }
    }

    /** Keys of ten kilobytes, on so many leases, or on none. */
    private void fill(int leases) {
        for (long lease = 1; lease <= leases; lease++) {
            apply(new Command.GrantLease(lease, 60));
        }
        var empty = Bytes.EMPTY;
        for (int i = 0; i < KEYS; i++) {
            var key = Bytes.utf8("k%010000d".formatted(i));
            var lease = leases == 0 ? 0 : 1 + i % leases;
            apply(new Command.Write(new Operation.Put(key, empty, lease, false, false, false)));
            if (i % 500 == 499) {
                storage.commit(BEFORE);
            }
        }
    }

    private void apply(Command command) {
        state.apply(command, 1);
    }

    /** As a replica does, and keeps what a crash would leave. */
    private void write(Unfinished command) {
        assertThat(storage.uncommittedBytes()).isLessThan(MOST_HELD);
        state.save();
        storage.commitPart(BEFORE, command);
        var copy = folder.resolve("copy" + copies.size());
        try {
            copies.add(Files.copy(folder.resolve("state.mv"), copy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
