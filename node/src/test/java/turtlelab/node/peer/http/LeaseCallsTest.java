package turtlelab.node.peer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.http.FakeMembers;
import turtlelab.node.lease.LeaseAnswer;
import turtlelab.node.lease.LeaseQuestion;
import turtlelab.node.lease.Lessor;
import turtlelab.node.lease.LonelyLessor;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.Command;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.kv.Operation;

/** What one member asks the leader about leases, and what it is answered. */
class LeaseCallsTest {
    private final FakeReplica replica = new FakeReplica();
    private final Lessor lessor = LonelyLessor.of(replica);
    private final LeaseCalls calls = new LeaseCalls();
    private final Javalin server =
            Javalin.create(
                    config -> {
                        config.startup.showJavalinBanner = false;
                        new PeerRoutes(replica, new FakeMembers(replica), lessor, Time.SYSTEM)
                                .addTo(config);
                    });

    @BeforeEach
    void open() {
        server.start("127.8.40.2", 0);
    }

    @AfterEach
    void close() {
        server.stop();
        lessor.close();
    }

    @Test
    void manyLeasesAreKeptAliveInOneCall() {
        lessor.grant(7, 60).join();
        lessor.grant(-7, 90).join();
        assertThat(calls.keepAlive(leader(), List.of(7L, 99L, -7L)).join())
                .contains(List.of(running(60, 60), new LeaseAnswer.Gone(), running(90, 90)));
    }

    @Test
    void theTimeLeftIsToldWithTheKeys() {
        lessor.grant(7, 60).join();
        var keys = List.of(Bytes.wrap(new byte[] {0, -1, 10}), Bytes.utf8("k"));
        for (var key : keys) {
            var put = new Operation.Put(key, Bytes.EMPTY, 7, false, false, false);
            replica.execute(new Command.Write(put)).join();
        }
        assertThat(ask(new LeaseQuestion(7, true)))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Running.class,
                        answer -> {
                            assertThat(answer.keys()).isEqualTo(keys);
                            assertThat(answer.ttlSeconds()).isBetween(50L, 60L);
                            assertThat(answer.grantedSeconds()).isEqualTo(60);
                        });
        assertThat(ask(new LeaseQuestion(7, false)))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Running.class, answer -> assertThat(answer.keys()).isEmpty());
        assertThat(ask(new LeaseQuestion(8, true))).isEqualTo(new LeaseAnswer.Gone());
    }

    @Test
    void whoDoesNotLeadDoesNotAnswer() {
        lessor.grant(7, 60).join();
        lessor.roleChanged(new RoleChange(Role.FOLLOWER, 3, MemberId.NONE));
        assertThat(calls.keepAlive(leader(), List.of(7L)).join()).isEmpty();
        assertThat(calls.timeToLive(leader(), new LeaseQuestion(7, true)).join()).isEmpty();
    }

    @Test
    void whoIsNotThereDoesNotAnswer() {
        var nobody = member("http://127.8.40.2:1");
        assertThat(calls.keepAlive(nobody, List.of(7L)).join()).isEmpty();
    }

    @Test
    void whateverTheTextIsReadingItIsTotal() {
        var random = new Random(5);
        var words = new String[] {"gone", "\n", " ", "7", "-1", "ff", "keys", "!", "AA==", "é"};
        var understood = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int word = random.nextInt(6); word >= 0; word--) {
                text.append(words[random.nextInt(words.length)]);
            }
            understood += LeaseText.readIds(text.toString()).isPresent() ? 1 : 0;
            understood += LeaseText.readQuestion(text.toString()).isPresent() ? 1 : 0;
            understood += LeaseText.readAnswers(text.toString()).isPresent() ? 1 : 0;
            understood += LeaseText.readAnswer(text.toString()).isPresent() ? 1 : 0;
        }
        assertThat(understood).isBetween(100, 70_000);
    }

    private LeaseAnswer ask(LeaseQuestion question) {
        return calls.timeToLive(leader(), question).join().orElseThrow().getFirst();
    }

    private MemberInfo leader() {
        return member("http://127.8.40.2:" + server.port());
    }

    private static MemberInfo member(String url) {
        return new MemberInfo(FakeReplica.SELF, "n1", List.of(url), List.of(), false);
    }

    private static LeaseAnswer running(long left, long granted) {
        return new LeaseAnswer.Running(left, granted, List.of());
    }
}
