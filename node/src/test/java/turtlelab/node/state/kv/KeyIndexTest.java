package turtlelab.node.state.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.base.Bytes;

class KeyIndexTest {
    private static final int APART = 200;

    private final KeyIndex index = new KeyIndex();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theIndexIsWhatASortedMapWouldBe(long seed) {
        var random = new Random(seed);
        var model = new TreeMap<Bytes, KeyHistory>();
        var growing = true;
        for (int i = 0; i < 60_000; i++) {
            growing = i % 15_000 == 0 ? !growing : growing;
            var key = key(random.nextInt(8000));
            if (random.nextInt(10) < (growing ? 3 : 8)) {
                model.remove(key);
                index.remove(key.raw());
            } else {
                var history = KeyHistory.startingWith(i << 1, KeyHistory.Life.OVER);
                model.put(key, history);
                index.put(key.raw(), history);
            }
            assertThat(index.get(key)).isSameAs(model.get(key));
            if (i % 1000 == 0) {
                assertSame(model, key, key(random.nextInt(8000)));
            }
        }
        model.keySet().forEach(key -> index.remove(key.raw()));
        assertThat(index.behind(null).next()).isFalse();
    }

    @Test
    void ascendingAndDescendingKeysAreAllThere() {
        for (int i = 0; i < 20_000; i++) {
            index.put(key(100_000 + i).raw(), KeyHistory.startingWith(i, KeyHistory.Life.OVER));
            index.put(key(100_000 - i).raw(), KeyHistory.startingWith(i, KeyHistory.Life.OVER));
        }
        var count = 0;
        for (var walk = index.behind(null); walk.next(); ) {
            count++;
        }
        assertThat(count).isEqualTo(39_999);
    }

    /** Between the keys that stay, whole leaves come and go. */
    @Test
    void aReaderBesideTheWriterMeetsEveryKeyThatStaysOnce() throws Exception {
        for (int i = 0; i < 2000; i += APART) {
            index.put(key(i).raw(), KeyHistory.startingWith(i, KeyHistory.Life.OVER));
        }
        var rounds = new AtomicInteger();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var reader =
                    threads.submit(
                            () -> {
                                while (rounds.get() < 300) {
                                    assertKeysThatStay();
                                }
                                return true;
                            });
            while (rounds.incrementAndGet() < 300) {
                for (int i = 1; i < 2000; i += i % APART == APART - 1 ? 2 : 1) {
                    index.put(key(i).raw(), KeyHistory.startingWith(i, KeyHistory.Life.OVER));
                }
                for (int i = 1; i < 2000; i += i % APART == APART - 1 ? 2 : 1) {
                    index.remove(key(i).raw());
                }
            }
            assertThat(reader.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertKeysThatStay() {
        var last = -1;
        var expected = 0;
        for (var walk = index.behind(null); walk.next(); ) {
            var number = Integer.parseInt(Bytes.copyOf(walk.key()).utf8());
            assertThat(number).isGreaterThan(last);
            last = number;
            if (number % APART == 0) {
                assertThat(number).isEqualTo(expected);
                expected += APART;
            }
        }
        assertThat(expected).isEqualTo(2000);
    }

    private void assertSame(NavigableMap<Bytes, KeyHistory> model, Bytes one, Bytes other) {
        assertWalk(index.behind(null), model);
        assertWalk(index.behind(one.raw()), model.tailMap(one, false));
        assertWalk(index.in(new KeyRange(one, Bytes.utf8("\0"))), model.tailMap(one, true));
        var single = model.subMap(one, true, one, true);
        assertWalk(index.in(KeyRange.single(one)), single);
        var range = new KeyRange(one, other);
        assertWalk(
                index.in(range),
                one.compareTo(other) < 0 ? model.subMap(one, true, other, false) : new TreeMap<>());
    }

    private static void assertWalk(KeyIndex.Walk walk, NavigableMap<Bytes, KeyHistory> expected) {
        var keys = new ArrayList<Bytes>();
        var histories = new ArrayList<KeyHistory>();
        while (walk.next()) {
            keys.add(Bytes.wrap(walk.key()));
            histories.add(walk.history());
        }
        assertThat(keys).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(histories).isEqualTo(List.copyOf(expected.values()));
    }

    private static Bytes key(int number) {
        return Bytes.utf8("%06d".formatted(number));
    }
}
