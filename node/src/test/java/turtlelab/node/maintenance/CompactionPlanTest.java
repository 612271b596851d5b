package turtlelab.node.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.replica.HandTime;
import turtlelab.node.state.Command;
import turtlelab.node.state.kv.Operation;

/** etcd 3.4's rules for auto compaction, with time moved by hand. */
class CompactionPlanTest {
    private final HandTime time = new HandTime();

    @Test
    void aShortPeriodIsKeptAndCompactedOncePerPeriod() {
        var plan = new PeriodicPlan(Duration.ofMinutes(10), time.nanos(), 1);
        assertThat(plan.pause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(minutes(plan, 9, true)).as("not within the first period").isEmpty();
        assertThat(minutes(plan, 1, true))
                .as("to what was newest at the start")
                .containsExactly(1L);
        assertThat(minutes(plan, 9, true)).isEmpty();
        assertThat(minutes(plan, 1, true))
                .as("to what was newest a period and a look ago")
                .containsExactly(10L);
    }

    @Test
    void aLongPeriodIsCompactedHourlyOnceItHasPassed() {
        var plan = new PeriodicPlan(Duration.ofHours(5), time.nanos(), 1);
        assertThat(plan.pause()).isEqualTo(Duration.ofMinutes(6));
        var compacted = new ArrayList<Long>();
        for (int look = 1; look <= 70; look++) {
            compacted.addAll(minutes(plan, 1, true));
        }
        assertThat(compacted).containsExactly(1L, 10L, 20L);
    }

    @Test
    void onlyTheLeaderCompactsButEveryoneRemembers() {
        var plan = new PeriodicPlan(Duration.ofMinutes(10), time.nanos(), 1);
        assertThat(minutes(plan, 30, false)).isEmpty();
        assertThat(minutes(plan, 1, true))
                .as("a period before it began to lead")
                .containsExactly(21L);
    }

    @Test
    void whatFailedIsTriedAgainAtTheNextLook() {
        var plan = new PeriodicPlan(Duration.ofMinutes(10), time.nanos(), 1);
        minutes(plan, 9, true);
        time.pass(plan.pause());
        assertThat(plan.look(time.nanos(), 11, true)).isEqualTo(OptionalLong.of(1));
        time.pass(plan.pause());
        assertThat(plan.look(time.nanos(), 12, true)).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void aNumberOfRevisionsIsKept() {
        var plan = new RevisionPlan(100);
        assertThat(plan.pause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.look(0, 100, true)).isEmpty();
        assertThat(plan.look(0, 150, false)).isEmpty();
        assertThat(plan.look(0, 150, true)).isEqualTo(OptionalLong.of(50));
        plan.compacted(0, 50);
        assertThat(plan.look(0, 150, true)).as("nothing new").isEmpty();
        assertThat(plan.look(0, 151, true)).isEqualTo(OptionalLong.of(51));
    }

    @Test
    void theDutyCompactsTheStore() throws InterruptedException {
        var replica = new FakeReplica();
        for (int i = 0; i < 20; i++) {
            var _ =
                    replica.execute(
                            new Command.Write(
                                    new Operation.Put(
                                            Bytes.utf8("k"), Bytes.EMPTY, 0, false, false, false)));
        }
        var plan = new RevisionPlan(5);
        AutoCompaction.look(replica, plan, time);
        assertThat(replica.state().kv().compactedRevision()).isEqualTo(16);
        assertThat(plan.look(0, 21, true)).as("noted as done").isEmpty();
    }

    /** Looks as often as the plan wants while revisions come one by one; what was compacted to. */
    private List<Long> minutes(CompactionPlan plan, int looks, boolean leads) {
        var compacted = new ArrayList<Long>();
        for (int i = 0; i < looks; i++) {
            time.pass(plan.pause());
            var revision = 1 + time.nanos() / plan.pause().toNanos();
            plan.look(time.nanos(), revision, leads)
                    .ifPresent(
                            to -> {
                                compacted.add(to);
                                plan.compacted(time.nanos(), to);
                            });
        }
        return compacted;
    }
}
