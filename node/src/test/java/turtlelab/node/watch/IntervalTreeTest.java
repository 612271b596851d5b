package turtlelab.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KeyRange;

class IntervalTreeTest {
    private static final int ROUNDS = 2_000;
    private static final Bytes OPEN = Bytes.wrap(new byte[] {0});

    private final Random random = new Random(7);

    @Test
    void itFindsWhatALookAtEveryRangeFinds() {
        var tree = new IntervalTree();
        var ranges = new HashSet<KeyRange>();
        for (int i = 0; i < ROUNDS; i++) {
            if (random.nextInt(3) > 0) {
                var range = range();
                if (!range.isEmpty()) {
                    ranges.add(range);
                    assertThat(tree.groupOf(range).range).isEqualTo(range);
                }
            } else if (!ranges.isEmpty()) {
                var gone = new ArrayList<>(ranges).get(random.nextInt(ranges.size()));
                ranges.remove(gone);
                tree.remove(gone);
            }
            var key = key();
            assertThat(found(tree, key))
                    .isEqualTo(
                            Set.copyOf(
                                    ranges.stream().filter(range -> range.contains(key)).toList()));
            assertThat(tree.covers(key)).isEqualTo(!found(tree, key).isEmpty());
        }
    }

    @Test
    void theSameRangeIsTheSameGroup() {
        var tree = new IntervalTree();
        var range = new KeyRange(Bytes.utf8("a"), Bytes.utf8("b"));
        assertThat(tree.groupOf(range))
                .isSameAs(tree.groupOf(new KeyRange(Bytes.utf8("a"), Bytes.utf8("b"))));
    }

    private static Set<KeyRange> found(IntervalTree tree, Bytes key) {
        var found = new HashSet<KeyRange>();
        tree.find(key, group -> assertThat(found.add(group.range)).isTrue());
        return found;
    }

    private KeyRange range() {
        return new KeyRange(key(), random.nextInt(10) == 0 ? OPEN : key());
    }

    /** Few different ones, so that ranges meet, nest and repeat; never an empty one. */
    private Bytes key() {
        var key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (1 + random.nextInt(20));
        }
        return Bytes.wrap(key);
    }
}
