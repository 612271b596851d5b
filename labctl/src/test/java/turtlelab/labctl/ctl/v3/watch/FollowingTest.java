package turtlelab.labctl.ctl.v3.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static turtlelab.labctl.ctl.v3.watch.FakeWatch.compacted;
import static turtlelab.labctl.ctl.v3.watch.FakeWatch.created;
import static turtlelab.labctl.ctl.v3.watch.FakeWatch.put;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.client.Patience;
import turtlelab.labctl.client.Whereabouts;
import turtlelab.labctl.ctl.v3.KeyRange;
import turtlelab.labctl.stage.HandTime;

/** What a watch does when the member that served it is lost, or has lost its leader. */
class FollowingTest {

    private static final Status LOST = Status.UNAVAILABLE.withDescription("gone");
    private static final Status NO_LEADER =
            Status.UNAVAILABLE.withDescription("etcdserver: no leader");
    private static final String COMPACTED =
            "ended: etcdserver: mvcc: required revision has been compacted";

    private final FakeWatch one = new FakeWatch();
    private final FakeWatch two = new FakeWatch();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void closeMembers() throws InterruptedException {
        one.close();
        two.close();
    }

    private void follow(long start, String... endpoints) throws Exception {
        follow(start, Whereabouts.fixed(List.of(endpoints)));
    }

    private void follow(long start, Whereabouts whereabouts) throws Exception {
        var key = KeyRange.of(ByteString.copyFromUtf8("k"));
        var wanted = new Wanted(key, start, false, false);
        var clusters = clusters(whereabouts);
        new Following(
                        clusters,
                        new HandTime(),
                        wanted,
                        (answer, why) -> {
                            answer.getEventsList()
                                    .forEach(it -> told.add(it.getKv().getValue().toStringUtf8()));
                            if (!why.isEmpty()) told.add("ended: " + why);
                        })
                .run();
    }

    private static Clusters clusters(Whereabouts whereabouts) {
        return new Clusters() {
            @Override
            public GrpcCluster limited() {
                return patient();
            }

            @Override
            public GrpcCluster patient() {
                return new GrpcCluster(
                        whereabouts, Patience.of(Duration.ofSeconds(2), Duration.ofMinutes(1)));
            }
        };
    }

    @Test
    void anotherMemberGoesOnBehindTheLastRevision() throws Exception {
        one.says(LOST, created(9), put(4), put(6));
        two.says(LOST, created(9), put(7), compacted(8));
        follow(3, one.endpoint(), two.endpoint());
        assertThat(told).containsExactly("v4", "v6", "v7", COMPACTED);
        assertThat(two.starts()).containsExactly(7L);
    }

    @Test
    void aWatchOfWhatComesMissesNothingWhenItIsLostBeforeTheFirstChange() throws Exception {
        one.says(LOST, created(9));
        two.says(LOST, created(12), put(10), compacted(8));
        follow(0, one.endpoint(), two.endpoint());
        assertThat(two.starts()).containsExactly(10L);
        assertThat(told).containsExactly("v10", COMPACTED);
    }

    /** All that DNS once named are gone, and it names others by now. */
    @Test
    @Timeout(60) // one that is not followed looks for it for ever
    void aClusterThatHasMovedIsFollowedToWhereItIsNow() throws Exception {
        one.says(LOST, created(9), put(4), put(6));
        two.says(LOST, created(9), put(7), compacted(8));
        var one = List.of(this.one.endpoint());
        follow(3, new Whereabouts(one, () -> List.of(two.endpoint())));
        assertThat(told).containsExactly("v4", "v6", "v7", COMPACTED);
        assertThat(two.starts()).containsExactly(7L);
    }

    @Test
    void anElectionIsWaitedFor() throws Exception {
        one.says(NO_LEADER, created(9), put(4));
        one.says(NO_LEADER);
        one.says(NO_LEADER);
        one.says(LOST, created(9), put(5), compacted(8));
        follow(4, one.endpoint());
        assertThat(told).containsExactly("v4", "v5", COMPACTED);
    }

    @Test
    void aClusterThatStaysWithoutALeaderEndsTheWatch() throws Exception {
        one.says(NO_LEADER);
        follow(4, one.endpoint());
        assertThat(told).containsExactly("ended: etcdserver: no leader");
        assertThat(one.starts()).hasSizeGreaterThan(10);
    }

    @Test
    void aRefusalEndsTheWatch() throws Exception {
        one.says(Status.PERMISSION_DENIED.withDescription("etcdserver: permission denied"));
        follow(4, one.endpoint());
        assertThat(told).containsExactly("ended: etcdserver: permission denied");
    }

    @Test
    void nobodyThereAtAllIsAFailure() {
        assertThatThrownBy(() -> follow(4, "127.9.2.5:1")).isInstanceOf(CallFailed.class);
    }
}
