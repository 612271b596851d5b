package turtlelab.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;

/** What a watch promises, without threads and sockets: the first put of a store is revision 2. */
class WatchDeskTest {
    private final Desk desk = new Desk();

    @Test
    void aWatchIsToldWhatComesNext() {
        desk.put("a", "old");
        var client = desk.client();
        client.says(Desk.watch("a", 0));
        desk.put("a", "1");
        desk.put("b", "2");
        desk.put("a", "3");
        desk.run();
        assertThat(client.told.getFirst()).isEqualTo(new WatchAnswer.Created(0, 2));
        assertThat(client.events(0)).containsExactly("PUT a=1@3", "PUT a=3@5");
    }

    @Test
    void aWatchFromThePastIsToldEverythingOnceAndThenWhatComes() {
        for (int i = 2; i < 10_000; i++) {
            desk.put("a", "" + i);
        }
        var client = desk.client();
        client.says(Desk.watch("a", 5));
        desk.run();
        desk.put("a", "new");
        desk.run();
        var expected = new ArrayList<String>();
        IntStream.range(5, 10_000).forEach(i -> expected.add("PUT a=" + i + "@" + i));
        expected.add("PUT a=new@10000");
        assertThat(client.events(0)).isEqualTo(expected);
    }

    @Test
    void aWatchFromTheFutureIsSilentUntilThen() {
        var client = desk.client();
        client.says(Desk.watch("a", 4));
        for (int i = 0; i < 4; i++) {
            desk.put("a", "" + i);
            desk.run();
        }
        assertThat(client.events(0)).containsExactly("PUT a=2@4", "PUT a=3@5");
    }

    @Test
    void aRevisionIsToldAsAWhole() {
        var client = desk.client();
        client.says(
                new StreamRequest.Create(
                        new KeyRange(Bytes.utf8("a"), Bytes.utf8("z")),
                        0,
                        0,
                        StreamRequest.Options.ALL));
        var puts = new ArrayList<Operation>();
        for (int i = 0; i < 500; i++) {
            puts.add(put("k" + i));
        }
        desk.write(new Operation.Txn(List.of(), puts, List.of()));
        desk.run();
        assertThat(client.told).hasSize(2);
        assertThat(client.told.get(1).events()).isEqualTo(500);
    }

    @Test
    void filtersAndPreviousValuesAreAsAskedFor() {
        desk.put("a", "1");
        var client = desk.client();
        var range = KeyRange.single(Bytes.utf8("a"));
        client.says(create(range, new StreamRequest.Options(false, true, true, false, false)));
        client.says(create(range, new StreamRequest.Options(true, false, false, false, false)));
        desk.put("a", "2");
        desk.write(new Operation.Delete(range, false));
        desk.run();
        assertThat(client.events(0)).containsExactly("DELETE a=@4");
        assertThat(client.events(1)).containsExactly("PUT a=2@3");
        var deletion = (WatchAnswer.Events) client.told.getLast();
        var first = client.told.stream().filter(answer -> answer.events() > 0).toList();
        assertThat(first).hasSize(2);
        assertThat(previous(first, 0)).isEqualTo("2");
        assertThat(deletion.batch().revision()).isEqualTo(4);
    }

    @Test
    void aStartThatIsGoneIsToldAndTheStreamGoesOn() {
        for (int i = 0; i < 5; i++) {
            desk.put("a", "" + i);
        }
        desk.compact(5);
        var client = desk.client();
        client.says(Desk.watch("a", 4));
        client.says(Desk.watch("a", 5));
        desk.run();
        assertThat(client.told)
                .contains(new WatchAnswer.Created(0, 6), new WatchAnswer.Compacted(0, 5));
        assertThat(client.events(1)).containsExactly("PUT a=3@5", "PUT a=4@6");
        assertThat(desk.desk.figures().watches()).isEqualTo(1);
    }

    @Test
    void aClientThatTakesNothingCostsABoundedAmountAndMissesNothing() {
        var client = desk.client();
        client.says(Desk.watch("a", 0));
        client.takes(0);
        for (int i = 0; i < 20_000; i++) {
            desk.put("a", "x".repeat(100));
            desk.run();
        }
        assertThat(desk.desk.figures().waitingEvents()).isBetween(1L, 5_000L);
        assertThat(desk.desk.figures().slow()).isEqualTo(1);
        client.takes(Integer.MAX_VALUE);
        desk.run();
        assertThat(client.events(0)).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(client.events(0).getLast()).endsWith("@20001");
        assertThat(desk.desk.figures()).isEqualTo(new WatchFigures(1, 1, 0, 0));
    }

    @Test
    void aCompactionThatOvertakesASlowClientIsToldBehindWhatIsKnown() {
        var client = desk.client();
        client.says(Desk.watch("a", 0));
        client.takes(0);
        for (int i = 0; i < 6_000; i++) {
            desk.put("a", "x".repeat(500));
            desk.run();
        }
        desk.compact(5_900);
        client.takes(Integer.MAX_VALUE);
        desk.run();
        var told = client.events(0);
        assertThat(told).isNotEmpty().hasSizeLessThan(5_000);
        assertThat(told.getFirst()).endsWith("@2");
        assertThat(told.getLast()).endsWith("@" + (told.size() + 1));
        assertThat(client.told.getLast()).isEqualTo(new WatchAnswer.Compacted(0, 5_900));
        assertThat(desk.desk.figures().watches()).isZero();
    }

    @Test
    void idsAreGivenOrTakenAndUniqueOnTheirStream() {
        var client = desk.client();
        client.says(Desk.watch("a", 0));
        client.says(withId(1));
        client.says(Desk.watch("a", 0));
        client.says(withId(-7));
        client.says(withId(1));
        assertThat(client.told)
                .containsExactly(
                        new WatchAnswer.Created(0, 1),
                        new WatchAnswer.Created(1, 1),
                        new WatchAnswer.Created(2, 1),
                        new WatchAnswer.Created(-7, 1),
                        new WatchAnswer.Refused(WatchAnswer.Reason.DUPLICATE_ID, 1));
    }

    @Test
    void anEmptyRangeIsRefused() {
        var client = desk.client();
        client.says(
                create(new KeyRange(Bytes.utf8("b"), Bytes.utf8("a")), StreamRequest.Options.ALL));
        assertThat(client.told)
                .containsExactly(new WatchAnswer.Refused(WatchAnswer.Reason.EMPTY_RANGE, 1));
    }

    @Test
    void aCanceledWatchIsSilentAndAnUnknownOneIsNotAnswered() {
        var client = desk.client();
        client.says(Desk.watch("a", 0));
        client.says(new StreamRequest.Cancel(0));
        client.says(new StreamRequest.Cancel(17));
        desk.put("a", "1");
        desk.run();
        assertThat(client.told)
                .containsExactly(new WatchAnswer.Created(0, 1), new WatchAnswer.Canceled(0, 1));
        assertThat(desk.desk.figures()).isEqualTo(new WatchFigures(0, 1, 0, 0));
    }

    @Test
    void aClientThatLeavesTakesItsWatchesAlong() {
        var client = desk.client();
        client.says(Desk.watch("a", 0));
        client.takes(0);
        for (int i = 0; i < 5_000; i++) {
            desk.put("a", "1");
            desk.run();
        }
        client.says(Desk.watch("b", 0));
        client.leaves();
        desk.run();
        assertThat(desk.desk.figures()).isEqualTo(new WatchFigures(0, 0, 0, 0));
    }

    @Test
    void progressIsToldOnlyWhenAllWatchesOfTheStreamKnowEverything() {
        desk.put("a", "1");
        var client = desk.client();
        client.says(Desk.watch("a", 1));
        client.says(new StreamRequest.Progress());
        desk.desk.answerInquiries();
        assertThat(client.told).doesNotContain(new WatchAnswer.Progress(-1, 2));
        desk.put("a", "2");
        desk.run();
        assertThat(client.told.getLast()).isEqualTo(new WatchAnswer.Progress(-1, 3));
        assertThat(client.told.get(client.told.size() - 2).events()).isPositive();
    }

    @Test
    void silentWatchesAreToldFromTimeToTimeThatNothingHappens() {
        var client = desk.client();
        client.says(
                create(
                        KeyRange.single(Bytes.utf8("a")),
                        new StreamRequest.Options(true, true, false, false, true)));
        client.says(Desk.watch("a", 0));
        desk.put("b", "1");
        desk.time.pass(Desk.INTERVAL.minusMillis(1));
        desk.run();
        assertThat(client.told).hasSize(2);
        desk.time.pass(Desk.INTERVAL.dividedBy(9));
        desk.run();
        assertThat(client.told.getLast()).isEqualTo(new WatchAnswer.Progress(0, 2));
        desk.put("a", "1");
        desk.run();
        desk.time.pass(Desk.INTERVAL.multipliedBy(2));
        desk.run();
        assertThat(client.told.getLast().events()).isPositive();
        desk.time.pass(Desk.INTERVAL.multipliedBy(2));
        desk.run();
        assertThat(client.told.getLast()).isEqualTo(new WatchAnswer.Progress(0, 3));
    }

    @Test
    void requestsOfAClientThatTakesNoAnswersAreNotAskedForWithoutEnd() {
        var client = desk.client();
        client.takes(0);
        for (int i = 0; i < 4_096; i++) {
            client.says(Desk.watch("a", 0));
        }
        var asked = client.asked;
        client.says(Desk.watch("a", 0));
        assertThat(client.asked).isEqualTo(asked);
        client.takes(Integer.MAX_VALUE);
        assertThat(client.asked).isEqualTo(4_097);
    }

    /**
     * Clients of every temper, ranges and starts by chance, compared with a look at everything that
     * happened.
     */
    @Test
    void everyWatchIsToldItsWholeHistoryExactlyOnceAndInOrder() {
        var random = new Random(23);
        var happened = new ArrayList<String>();
        var expected = new HashMap<Desk.Client, Map<Long, StreamRequest.Create>>();
        for (int round = 0; round < 3_000; round++) {
            var key = "k" + random.nextInt(30);
            desk.put(key, "" + round);
            happened.add(key + "=" + round + "@" + (round + 2));
            if (random.nextInt(10) == 0) {
                var client = desk.client();
                var wishes = new HashMap<Long, StreamRequest.Create>();
                for (long id = 1; id <= 1 + random.nextInt(5); id++) {
                    var start = 1 + random.nextInt(round + 50);
                    var wish = new StreamRequest.Create(range(random), start, id, all());
                    wishes.put(id, wish);
                    client.says(wish);
                }
                expected.put(client, wishes);
            }
            for (var client : expected.keySet()) {
                if (random.nextInt(20) == 0) {
                    client.takes(random.nextInt(5));
                }
            }
            if (random.nextInt(3) == 0) {
                desk.run();
            }
        }
        expected.keySet().forEach(client -> client.takes(Integer.MAX_VALUE));
        desk.run();
        expected.forEach(
                (client, wishes) ->
                        wishes.forEach(
                                (id, wish) ->
                                        assertThat(client.events(id))
                                                .isEqualTo(wanted(happened, wish))));
    }

    private static List<String> wanted(List<String> happened, StreamRequest.Create wish) {
        return happened.stream()
                .filter(
                        event ->
                                wish.range().contains(Bytes.utf8(event.split("=", 2)[0]))
                                        && Long.parseLong(event.split("@", 2)[1]) >= wish.start())
                .map(event -> "PUT " + event)
                .toList();
    }

    private static KeyRange range(Random random) {
        var key = Bytes.utf8("k" + random.nextInt(30));
        return switch (random.nextInt(3)) {
            case 0 -> KeyRange.single(key);
            case 1 -> new KeyRange(key, Bytes.wrap(new byte[] {0}));
            default -> new KeyRange(key, Bytes.utf8("k" + random.nextInt(30) + "~"));
        };
    }

    private static StreamRequest.Options all() {
        return StreamRequest.Options.ALL;
    }

    private static StreamRequest.Create withId(long id) {
        return new StreamRequest.Create(KeyRange.single(Bytes.utf8("a")), 0, id, all());
    }

    private static StreamRequest.Create create(KeyRange range, StreamRequest.Options options) {
        return new StreamRequest.Create(range, 0, 0, options);
    }

    private static Operation.Put put(String key) {
        return new Operation.Put(Bytes.utf8(key), Bytes.EMPTY, 0, false, false, false);
    }

    private static String previous(List<WatchAnswer> answers, long id) {
        for (var answer : answers) {
            if (answer instanceof WatchAnswer.Events(var of, var batch, _) && of == id) {
                var previous = batch.events().getFirst().previous();
                return previous == null ? "none" : previous.value().utf8();
            }
        }
        return "not told";
    }
}
