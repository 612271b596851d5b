package turtlelab.node.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.Command;

final class ClusterVersionTest {
    private static final Connections EVERYBODY = _ -> Optional.of(Duration.ofSeconds(1));
    private static final Connections NOBODY = _ -> Optional.empty();

    private final FakeReplica replica = new FakeReplica();

    @Test
    void whatIsDecidedStays() {
        assertThat(ClusterVersion.due(replica, EVERYBODY)).isEmpty();
        addAnother();
        assertThat(ClusterVersion.due(replica, NOBODY)).isEmpty();
    }

    @Test
    void theLowestGivesWayWhenEveryMemberWasSeen() {
        replica.execute(new Command.SetClusterVersion("3.0.0")).join();
        addAnother();
        assertThat(ClusterVersion.due(replica, NOBODY)).isEmpty();
        assertThat(ClusterVersion.due(replica, EVERYBODY)).contains("3.4.0");
    }

    @Test
    void beforeAnythingIsDecidedTheLowestWillDo() {
        replica.execute(new Command.SetClusterVersion("not_decided")).join();
        addAnother();
        assertThat(ClusterVersion.due(replica, NOBODY)).contains("3.0.0");
    }

    @Test
    void theFirstDecisionComesSoonAfterAFreshNodesName() {
        assertThat(ClusterVersion.pause(replica)).isGreaterThan(Duration.ofMillis(100));
        replica.execute(new Command.SetClusterVersion("not_decided")).join();
        assertThat(ClusterVersion.pause(replica)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void onlyTheLeaderDecides() {
        replica.execute(new Command.SetClusterVersion("3.0.0")).join();
        replica.loseLeader();
        assertThat(ClusterVersion.due(replica, EVERYBODY)).isEmpty();
    }

    private void addAnother() {
        replica.change(new MembershipChange.AddVoter(new MemberId(7), List.of("http://h:1")))
                .join();
    }
}
