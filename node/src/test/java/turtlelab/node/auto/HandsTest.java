package turtlelab.node.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Call;
import turtlelab.join.auto.Step;
import turtlelab.join.auto.Stored;
import turtlelab.join.auto.Volunteer;
import turtlelab.node.base.Time;
import turtlelab.node.replica.FakeReplica;

/** What a leader decided counts in its own term alone, and only while keys are as it saw them. */
class HandsTest {
    private static final String PENALTY = AutoKeys.PENALTY + "h3";

    private final FakeReplica replica = new FakeReplica();
    private final Hands hands = new Hands(replica, Time.SYSTEM, new SplittableRandom(7));
    private final long term = replica.status().term();

    private Optional<String> penalise(Call.Unchanged... conditions) throws InterruptedException {
        var note = new Call.Note.PutFor(PENALTY, "1", Duration.ofSeconds(30));
        return hands.carryOut(new Call.Write(List.of(note), List.of(conditions)), term);
    }

    private List<String> keys() {
        var view = new AutoView(replica.state(), replica.status());
        return view.keys().stream().map(Stored::key).toList();
    }

    @Test
    void aNoteIsWrittenInTheTermInWhichItWasDecided() throws InterruptedException {
        assertThat(penalise()).isEmpty();
        assertThat(keys()).containsExactly(PENALTY);
    }

    /** Else a host that the next leader has just taken in would be left alone for a while. */
    @Test
    void aDeposedLeaderPenalisesNobody() throws InterruptedException {
        replica.findLeader();
        assertThat(penalise()).contains("NOT_LEADER");
        assertThat(keys()).isEmpty();
    }

    /** Who is nominated gets its vote when it has caught up; until then it costs no quorum. */
    @Test
    void aNomineeComesWithoutAVote() throws InterruptedException {
        var h3 = new Volunteer("h3", List.of("http://127.0.0.9:2380"), "", 1);
        assertThat(hands.carryOut(new Call.Change(new Step.Nominate(h3)), term)).isEmpty();
        var membership = replica.status().membership();
        assertThat(membership.peers()).filteredOn(it -> it.learner()).hasSize(1);
        assertThat(membership.peers()).filteredOn(it -> !it.learner()).hasSize(1);
    }

    @Test
    void aNoteOnAKeyThatHasChangedIsNotWritten() throws InterruptedException {
        assertThat(penalise()).isEmpty();
        assertThat(penalise(new Call.Unchanged(PENALTY, 0))).contains("somebody else was quicker");
    }
}
