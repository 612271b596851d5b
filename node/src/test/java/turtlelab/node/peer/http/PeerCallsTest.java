package turtlelab.node.peer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.lease.LonelyLessor;
import turtlelab.node.member.LeaderCalls;
import turtlelab.node.member.Members;
import turtlelab.node.member.ReplicatedMembers;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.Rejection;

/** Both ends of the peer port's HTTP side. */
final class PeerCallsTest {
    private final FakeReplica replica = new FakeReplica();
    private final PeerCalls calls = new PeerCalls();
    private final Members members =
            new ReplicatedMembers(
                    replica,
                    new ReplicatedMembers.Surroundings(
                            _ -> Optional.of(Duration.ofMinutes(1)), calls, Time.SYSTEM),
                    true);
    private final Javalin server =
            Javalin.create(
                    config -> {
                        config.startup.showJavalinBanner = false;
                        new PeerRoutes(replica, members, LonelyLessor.of(replica), Time.SYSTEM)
                                .addTo(config);
                    });

    @BeforeEach
    void open() {
        server.start("127.8.40.1", 0);
    }

    @AfterEach
    void close() {
        server.stop();
    }

    @Test
    void theClusterIsSeenAsTheMemberSeesIt() {
        members.add(List.of("http://h:1"), true).join();
        var picture = calls.ask(List.of(HttpUrl.parse("http://127.8.40.1:1"), url())).orElseThrow();
        assertThat(picture.cluster()).isEqualTo(FakeReplica.CLUSTER);
        assertThat(picture.members()).containsExactlyElementsOf(members.list().list());
    }

    @Test
    void nobodyThereMeansNoPicture() {
        assertThat(calls.ask(List.of(HttpUrl.parse("http://127.8.40.1:1")))).isEmpty();
        assertThat(calls.ask(List.of())).isEmpty();
    }

    @Test
    void theLeaderPromotesALearnerOrSaysWhyNot() {
        var learner = members.add(List.of("http://h:1"), true).join();
        var id = ((Members.Answer.Changed) learner).member().id();
        assertThat(promote(id)).isEqualTo(new LeaderCalls.Reply(true, Optional.empty()));
        assertThat(promote(id)).isEqualTo(refused(Rejection.NOT_A_LEARNER));
        assertThat(promote(new MemberId(5))).isEqualTo(refused(Rejection.MEMBER_NOT_FOUND));
    }

    @Test
    void aSilentLeaderIsNotTakenForAnAnswer() {
        assertThat(promote("http://127.8.40.1:1", new MemberId(5)).reached()).isFalse();
    }

    private LeaderCalls.Reply promote(MemberId id) {
        return promote(url().toString(), id);
    }

    private LeaderCalls.Reply promote(String url, MemberId id) {
        var leader = new MemberInfo(FakeReplica.SELF, "a", List.of(url), List.of(), false);
        return calls.promote(leader, id).join();
    }

    private static LeaderCalls.Reply refused(Rejection rejection) {
        return new LeaderCalls.Reply(true, Optional.of(rejection));
    }

    private HttpUrl url() {
        return HttpUrl.parse("http://127.8.40.1:" + server.port());
    }
}
