package turtlelab.node.state.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;

class CompactionStepTest {
    private static final int VERSIONS = 6000;
    private static final long STEP = 4 << 20;
    private static final long PAGE = 64 << 10;

    @TempDir private Path folder;

    /** Each that goes shares a page with two that stay, which is written anew. */
    @Test
    void aStepIsBoundedByBytesToo() throws IOException {
        try (var storage = Storage.open(folder.resolve("state.mv"))) {
            var store = KvStore.open(storage);
            for (int i = 0; i < VERSIONS; i++) {
                put(store, i % 3 == 0 ? "changing" : "kept" + i);
            }
            store.publish();
            storage.commit(Mark.ORIGIN);
            assertThat(store.compact(store.revision())).isEmpty();
            var most = 0L;
            while (store.isCompacting()) {
                var before = storage.uncommittedBytes();
                store.publish();
                most = Math.max(most, storage.uncommittedBytes() - before);
            }
            assertThat(most)
                    .isBetween(STEP, STEP + PAGE); // By number it would be half as much again.
        }
    }

    private static void put(KvStore store, String key) {
        var value = Bytes.utf8("v".repeat(3_000));
        store.apply(new Operation.Put(Bytes.utf8(key), value, 0, false, false, false));
    }
}
