package turtlelab.node.state.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.index.NameRoom;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Parts;
import turtlelab.node.storage.Storage;

/**
 * Random requests to the store and to {@link KvModel}: same answers, whatever happens in between.
 */
class KvModelTest {
    private static final int REQUESTS = 4000;
    private static final int KEYS = 12;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theStoreAnswersLikeTheModel(long seed) {
        var random = new Random(seed);
        var storage = Storage.inMemory();
        var store = open(storage);
        var model = new KvModel();
        for (int i = 0; i < REQUESTS; i++) {
            var happened = "seed " + seed + ", request " + i;
            if (random.nextInt(100) == 0) {
                var revision = model.revision() - random.nextInt(30) + 2;
                assertThat(store.compact(revision)).as(happened).isEqualTo(model.compact(revision));
            } else if (random.nextInt(200) == 0) {
                storage.commit(Mark.ORIGIN);
                store = open(storage);
            } else {
                var operation = operation(random, model.revision(), true);
                if (OperationCheck.refusal(operation, 128).isEmpty()) {
                    var expected = model.apply(operation);
                    assertThat(store.apply(operation)).as(happened).isEqualTo(expected);
                    store.publish();
                    if (operation instanceof Operation.Range range) {
                        assertThat(store.view().range(range)).as(happened).isEqualTo(expected);
                    }
                }
            }
            store.publish();
            assertThat(store.revision()).as(happened).isEqualTo(model.revision());
            assertThat(store.view().compactedRevision()).isEqualTo(model.compacted());
        }
        assertThat(model.revision()).isGreaterThan(REQUESTS / 4);
    }

    private static Operation operation(Random random, long revision, boolean mayNest) {
        return switch (random.nextInt(mayNest ? 5 : 3)) {
            case 0 ->
                    new Operation.Put(
                            key(random), key(random), 0, random.nextBoolean(), false, false);
            case 1 -> new Operation.Delete(range(random), random.nextBoolean());
            case 2 -> new Operation.Range(range(random), options(random, revision));
            default ->
                    new Operation.Txn(
                            compares(random, revision),
                            branch(random, revision),
                            branch(random, revision));
        };
    }

    private static List<Operation> branch(Random random, long revision) {
        var branch = new ArrayList<Operation>();
        for (int i = random.nextInt(4); i > 0; i--) {
            branch.add(operation(random, revision, false));
        }
        return branch;
    }

    private static List<Compare> compares(Random random, long revision) {
        var compares = new ArrayList<Compare>();
        for (int i = random.nextInt(3); i > 0; i--) {
            var number = revision - random.nextInt(20);
            var operand =
                    switch (random.nextInt(5)) {
                        case 0 -> new Compare.Operand.Version(random.nextInt(4));
                        case 1 -> new Compare.Operand.CreateRevision(number);
                        case 2 -> new Compare.Operand.ModRevision(number);
                        case 3 -> new Compare.Operand.Value(key(random));
                        default -> new Compare.Operand.Lease(random.nextInt(2));
                    };
            var relations = Compare.Relation.values();
            compares.add(
                    new Compare(
                            range(random), relations[random.nextInt(relations.length)], operand));
        }
        return compares;
    }

    private static RangeOptions options(Random random, long revision) {
        var orders = RangeOptions.SortOrder.values();
        var targets = RangeOptions.SortTarget.values();
        var recent = revision - random.nextInt(40) + 1;
        return new RangeOptions(
                random.nextInt(3) == 0 ? recent : 0,
                random.nextInt(3) == 0 ? random.nextInt(5) : 0,
                orders[random.nextInt(orders.length)],
                targets[random.nextInt(targets.length)],
                random.nextInt(4) == 0,
                random.nextInt(6) == 0,
                random.nextInt(6) == 0 ? recent : 0,
                random.nextInt(6) == 0 ? recent : 0,
                random.nextInt(6) == 0 ? recent : 0,
                random.nextInt(6) == 0 ? recent : 0);
    }

    private static KeyRange range(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new KeyRange(key(random), key(random));
            case 1 -> new KeyRange(key(random), Bytes.wrap(new byte[] {0}));
            default -> KeyRange.single(key(random));
        };
    }

    /** Some of them long. */
    private static Bytes key(Random random) {
        var number = random.nextInt(KEYS);
        var tail = number % 3 == 0 ? "long".repeat(50) : "";
        return Bytes.utf8("k" + (number < KEYS / 2 ? number + tail : tail + number));
    }

    private static KvStore open(Storage storage) {
        NameRoom room = bytes -> MemorySegment.ofArray(new byte[bytes]);
        var bounds = new KvStore.Bounds(Parts.NONE, Long.MAX_VALUE, room);
        return KvStore.open(storage, KvStore.Leases.NONE, bounds);
    }
}
