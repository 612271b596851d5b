package turtlelab.join.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.join.auto.Call.Note;
import turtlelab.join.cluster.Health.State;

/** In which order a decision is carried out, and what the journal says of it. */
class PlanTest {
    private static List<Call> plan(Scene scene) {
        return Plan.of(scene.now(), scene.decide(), 7);
    }

    private static List<Note> notes(Call call) {
        return ((Call.Write) call).notes();
    }

    @Test
    void aNominationNamesItsHostBeforeTheMemberIsThere() {
        var calls = plan(new Scene().size(3).members("h1").offers("h1", "h2"));
        assertThat(notes(calls.getFirst()))
                .containsExactly(
                        new Note.Put(AutoKeys.NOMINATED + "h2", Scene.url("h2")),
                        new Note.PutFor(AutoKeys.START + "h2", "7", Duration.ofSeconds(30)));
        assertThat(calls.get(1)).isInstanceOf(Call.Change.class);
        var entry = (Note.Put) notes(calls.get(2)).getFirst();
        assertThat(entry.key()).isEqualTo("/_lab/auto/log/0000000001");
        assertThat(Entry.read(entry.value()))
                .contains(
                        new Entry(
                                1,
                                7,
                                "nominate h2",
                                "1 of 3 members; h2 is next",
                                1,
                                3,
                                "1 voter needs 1 for a quorum; 1 is healthy. A learner has no vote:"
                                        + " that stays."));
    }

    @Test
    void whoFailedIsPenalisedBeforeItIsRemoved() {
        var scene = new Scene().size(3).members("h1", "h2").silent("h3", State.DEAD);
        var calls = plan(scene.offers("h1", "h2").key(AutoKeys.FLAPS + "h3", "2"));
        assertThat(notes(calls.getFirst()))
                .contains(
                        new Note.PutFor(AutoKeys.PENALTY + "h3", "3", Duration.ofMinutes(2)),
                        new Note.PutFor(AutoKeys.FLAPS + "h3", "3", Duration.ofHours(1)));
        assertThat(calls.get(1)).isInstanceOf(Call.Change.class);
        assertThat(notes(calls.get(2))).contains(new Note.Delete(AutoKeys.NOMINATED + "h3"));
    }

    @Test
    void whoLeavesInOrderIsNotPenalised() {
        var calls = plan(new Scene().size(2).members("h1", "h2", "h3").offers("h1", "h2"));
        assertThat(calls.getFirst()).isInstanceOf(Call.Change.class);
        assertThat(calls).hasSize(2);
    }

    /** Else a leader that stood still would put an old wish over a newer one. */
    @Test
    void aSizeIsTakenOnlyWhileNobodyHasAskedForAnother() {
        var scene = new Scene().size(3).key(AutoKeys.SIZE_2016, "5").members("h1").offers("h1");
        var write = (Call.Write) plan(scene).getFirst();
        assertThat(write.notes()).contains(new Note.Put(AutoKeys.SIZE, "5"));
        assertThat(write.conditions())
                .containsExactlyInAnyOrder(
                        new Call.Unchanged(AutoKeys.SIZE, 2),
                        new Call.Unchanged(AutoKeys.SIZE_2016, 3),
                        new Call.Unchanged(AutoKeys.SIZE_2018, 0));
    }

    @Test
    void aNumberOfTheJournalIsGivenOnce() {
        var scene = new Scene().size(2).members("h1", "h2", "h3").offers("h1", "h2");
        assertThat(((Call.Write) plan(scene).getLast()).conditions())
                .containsExactly(new Call.Unchanged("/_lab/auto/log/0000000001", 0));
    }

    @Test
    void aHoldDoesNothing() {
        assertThat(plan(new Scene().size(3).members("h1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,30", "1,30", "2,60", "3,120", "5,480", "6,600", "99,600"})
    void thePenaltyDoublesUpToTenMinutes(int flaps, int seconds) {
        assertThat(Pace.penalty(flaps)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theJournalKeepsTwoHundredDecisions() {
        var scene = new Scene().size(2).members("h1", "h2", "h3").offers("h1", "h2");
        scene.key(AutoKeys.LOG + "0000000250", "{}");
        var notes = notes(plan(scene).getLast());
        assertThat(notes.stream().map(Note::key))
                .contains("/_lab/auto/log/0000000251", "/_lab/auto/log/0000000050");
        assertThat(Entry.read("{}")).isEmpty();
    }
}
