package turtlelab.node.state.kv.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
import turtlelab.node.state.kv.KeyRange;

class KeyIndexTest {
    private static final int APART = 200;
    private static final long PIECE = 256 * 1024;
    private static final KeyHistory START = KeyHistory.startingWith(2, KeyHistory.Life.OVER);

    private static final String LONG = "l".repeat(Names.LONG);

    private final KeyIndex index = new KeyIndex(bytes -> Arena.ofAuto().allocate(bytes));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theIndexIsWhatASortedMapWouldBe(long seed) {
        var random = new Random(seed);
        var refusals = new Random(seed);
        var index = new KeyIndex(bytes -> refusals.nextInt(8) == 0 ? null : piece(bytes));
        var model = new TreeMap<Bytes, KeyHistory>();
        var growing = true;
        for (int i = 0; i < 60_000; i++) {
            growing = i % 15_000 == 0 ? !growing : growing;
            var key = name(random.nextInt(8000));
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
                tidy(index);
                assertSame(index, model, key, name(random.nextInt(8000)));
            }
        }
        model.keySet().forEach(key -> index.remove(key.raw()));
        assertThat(index.behind(null).next()).isFalse();
        assertThat(index.memory().heapBytes()).isZero();
        assertThat(index.memory().outsideBytes()).isLessThanOrEqualTo(PIECE);
    }

    @Test
    void longNamesTakeNoHeapButTheirPlace() {
        for (int i = 0; i < 10_000; i++) {
            index.put(key(LONG.repeat(4), i).raw(), START);
        }
        assertThat(index.memory().heapBytes()).isLessThan(10_000 * 120);
        assertThat(index.memory().outsideBytes())
                .isBetween(10_000L * 4 * Names.LONG, 10_000L * 5 * Names.LONG);
    }

    @Test
    void whereThereIsNoOtherRoomLongNamesAreInTheHeap() {
        var index = new KeyIndex(NameRoom.HEAP);
        for (int i = 0; i < 1000; i++) {
            index.put(key(LONG.repeat(4), i).raw(), START);
        }
        assertThat(index.memory().outsideBytes()).isZero();
        assertThat(index.memory().heapBytes()).isGreaterThan(1000 * 4 * Names.LONG);
        assertThat(index.get(key(LONG.repeat(4), 999))).isSameAs(START);
    }

    /** Room that was not there once is asked for again, but not for each name. */
    @Test
    void roomThatIsFoundLaterIsUsed() {
        var asked = new AtomicInteger();
        var index = new KeyIndex(bytes -> asked.getAndIncrement() == 0 ? null : piece(bytes));
        for (int i = 0; i < 1000; i++) {
            index.put(key(LONG, i).raw(), START);
        }
        assertThat(asked).hasValue(1);
        for (int i = 1000; i < 10_000; i++) {
            index.put(key(LONG, i).raw(), START);
        }
        assertThat(asked).hasValueGreaterThan(1);
        assertThat(index.memory().outsideBytes()).isPositive();
    }

    /** An image of the state comes while the state is still there. */
    @Test
    void whatTakesAnIndexsPlaceSharesItsLongNames() {
        for (int i = 0; i < 10_000; i++) {
            index.put(key(LONG, i).raw(), START);
        }
        var memory = index.memory();
        var next = index.successor();
        for (int i = 5_000; i < 10_000; i++) {
            next.put(key(LONG, i).raw(), START);
        }
        assertThat(next.memory().outsideBytes()).isEqualTo(memory.outsideBytes());
        for (int i = 10_000; i < 15_000; i++) {
            next.put(key(LONG, i).raw(), START);
        }
        assertThat(index.memory()).as("nobody is to be alarmed by both").isEqualTo(memory);
        for (int i = 10_000; i < 15_000; i++) {
            next.remove(key(LONG, i).raw());
        }
        next.settle();
        assertThat(next.memory().outsideBytes())
                .isCloseTo(memory.outsideBytes() / 2, within(2 * PIECE));
        assertThat(next.memory().heapBytes()).isEqualTo(memory.heapBytes() / 2);
        assertThat(index.get(key(LONG, 4_999))).as("for who still reads there").isSameAs(START);
        for (int i = 5_000; i < 10_000; i++) {
            assertThat(next.get(key(LONG, i))).isSameAs(START);
            next.remove(key(LONG, i).raw());
        }
        assertThat(next.memory().heapBytes()).isZero();
        assertThat(next.memory().outsideBytes()).isLessThanOrEqualTo(PIECE);
    }

    /** Else one key that stays would keep the memory of a thousand that went. */
    @Test
    void theFewThatStayAreMovedTogether() {
        for (int i = 0; i < 20_000; i++) {
            index.put(key(LONG, i).raw(), START);
        }
        for (int i = 0; i < 20_000; i++) {
            if (i % APART != 0) {
                index.remove(key(LONG, i).raw());
            }
        }
        assertThat(index.isLoose()).isTrue();
        assertThat(index.memory().outsideBytes()).isGreaterThan(20_000L * Names.LONG);
        tidy(index);
        assertThat(index.isLoose()).isFalse();
        assertThat(index.memory().outsideBytes()).isLessThanOrEqualTo(2 * PIECE);
        for (int i = 0; i < 20_000; i += APART) {
            assertThat(index.get(key(LONG, i))).isSameAs(START);
        }
        assertThat(index.keys()).isEqualTo(20_000 / APART);
    }

    /** The longest that a request can hold. */
    @Test
    void aNameMayBeLongerThanAPiece() {
        var long1 = Bytes.utf8("a".repeat(1 << 20) + "1");
        var long2 = Bytes.utf8("a".repeat(1 << 20) + "2");
        index.put(long2.raw(), START);
        index.put(long1.raw(), START);
        var walk = index.behind(null);
        assertThat(walk.next()).isTrue();
        assertThat(walk.key()).isEqualTo(long1.raw());
        assertThat(walk.next()).isTrue();
        assertThat(walk.key()).isEqualTo(long2.raw());
        index.remove(long1.raw());
        index.remove(long2.raw());
        assertThat(index.memory()).isEqualTo(new KeyMemory(0, 0));
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
    @ParameterizedTest(name = "long: {0}")
    @ValueSource(booleans = {false, true})
    void aReaderBesideTheWriterMeetsEveryKeyThatStaysOnce(boolean isLong) throws Exception {
        var start = isLong ? LONG : "";
        for (int i = 0; i < 2000; i += APART) {
            index.put(key(start, i).raw(), KeyHistory.startingWith(i, KeyHistory.Life.OVER));
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
                    index.put(
                            key(start, i).raw(), KeyHistory.startingWith(i, KeyHistory.Life.OVER));
                }
                for (int i = 1; i < 2000; i += i % APART == APART - 1 ? 2 : 1) {
                    index.remove(key(start, i).raw());
                }
                tidy(index);
            }
            assertThat(reader.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertKeysThatStay() {
        var last = -1;
        var expected = 0;
        for (var walk = index.behind(null); walk.next(); ) {
            var number = Integer.parseInt(lastSix(walk.key()));
            assertThat(number).isGreaterThan(last);
            last = number;
            if (number % APART == 0) {
                assertThat(number).isEqualTo(expected);
                expected += APART;
            }
        }
        assertThat(expected).isEqualTo(2000);
    }

    private static void assertSame(
            KeyIndex index, NavigableMap<Bytes, KeyHistory> model, Bytes one, Bytes other) {
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

    private static void tidy(KeyIndex index) {
        for (var walk = index.behind(null); walk.next(); ) {
            index.tidy(walk);
        }
    }

    private static MemorySegment piece(int bytes) {
        return Arena.ofAuto().allocate(bytes);
    }

    /** Short and long ones among each other, one the start of another, not all of letters. */
    private static Bytes name(int number) {
        return switch (number % 4) {
            case 0 -> key(number);
            case 1 -> key(number % 8 == 1 ? LONG : LONG + "\u00fc", number);
            case 2 -> Bytes.utf8("%06d".formatted(number - 2) + LONG + number % 100);
            default -> Bytes.utf8(LONG + "x".repeat(number / 4));
        };
    }

    private static Bytes key(int number) {
        return key("", number);
    }

    private static Bytes key(String start, int number) {
        return Bytes.utf8(start + "%06d".formatted(number));
    }

    private static String lastSix(byte[] key) {
        return new String(key, key.length - 6, 6, UTF_8);
    }
}
