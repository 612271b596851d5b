package turtlelab.node.auto;

import static turtlelab.node.base.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Entry;
import turtlelab.join.auto.Pace;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.FakeReplica;

/** When the loop looks; what it decides then is shown elsewhere. */
class NominatorTest {
    /** Far longer than any of these tests: a look in it was not due, but asked for. */
    private static final Duration REST = Duration.ofHours(1);

    private final FakeReplica replica = new FakeReplica();
    private final Nominator nominator =
            Nominator.start(
                    replica,
                    Pace.DEFAULT,
                    new Nominator.Surroundings(Time.SYSTEM, new SplittableRandom(7), REST));

    @AfterEach
    void end() throws InterruptedException {
        nominator.close();
    }

    private void lead() {
        var term = replica.status().term();
        nominator.roleChanged(new RoleChange(Role.LEADER, term, FakeReplica.SELF));
    }

    private List<Long> termsOfThoughts() {
        return new AutoView(replica.state(), replica.status())
                .keys().stream()
                        .filter(it -> it.key().equals(AutoKeys.NOW))
                        .flatMap(it -> Entry.read(it.value()).stream())
                        .map(Entry::term)
                        .toList();
    }

    /** Else a look's pause would come on top of the election that a dead leader's cluster needs. */
    @Test
    void whoTakesOfficeLooksAtOnce() throws InterruptedException {
        var term = replica.status().term();
        lead();
        eventually(() -> termsOfThoughts().equals(List.of(term)));
    }

    @Test
    void aLaterReignBeginsAtOnceToo() throws InterruptedException {
        lead();
        eventually(() -> !termsOfThoughts().isEmpty());
        replica.findLeader();
        lead();
        var term = replica.status().term();
        eventually(() -> termsOfThoughts().equals(List.of(term)));
    }
}
