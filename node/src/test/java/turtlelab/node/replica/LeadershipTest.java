package turtlelab.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;

class LeadershipTest {
    private static final MemberId SELF = new MemberId(1);
    private static final RoleChange FOLLOWS = new RoleChange(Role.FOLLOWER, 2, MemberId.NONE);
    private static final RoleChange LEADS = new RoleChange(Role.LEADER, 2, SELF);

    private final Leadership leadership = new Leadership(Time.SYSTEM);
    private final List<RoleChange> heard = new ArrayList<>();

    @Test
    void whoBeginsToListenHearsTheRoleOfNow() {
        leadership.changed(FOLLOWS);
        leadership.listen(heard::add);
        leadership.changed(LEADS);
        assertThat(heard).containsExactly(FOLLOWS, LEADS);
    }

    @Test
    void aChangeWhileSomebodyBeginsToListenIsHeardLast() throws Exception {
        leadership.changed(FOLLOWS);
        var engine = Thread.ofPlatform().daemon().unstarted(() -> leadership.changed(LEADS));
        leadership.listen(
                change -> {
                    if (change.equals(FOLLOWS)) {
                        engine.start();
                        eventually("the change is told or waits", () -> isDoneOrWaits(engine));
                    }
                    heard.add(change);
                });
        assertThat(engine.join(Duration.ofSeconds(10))).isTrue();
        assertThat(heard).containsExactly(FOLLOWS, LEADS);
    }

    private static boolean isDoneOrWaits(Thread thread) {
        return thread.getState() == Thread.State.TERMINATED
                || thread.getState() == Thread.State.BLOCKED;
    }
}
