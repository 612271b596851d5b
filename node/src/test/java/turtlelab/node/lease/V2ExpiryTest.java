package turtlelab.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Time;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.replica.V2Listener;
import turtlelab.node.state.Command;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.Content;
import turtlelab.node.state.v2.V2Result;

class V2ExpiryTest {
    private final FakeReplica replica = new FakeReplica();
    private final HandClock clock = new HandClock();
    private final V2Expiry expiry = new V2Expiry(replica, clock);

    @Test
    void aKeyGoesWhenItsTimeHasCome() {
        set("/a", 1_000);
        clock.millis = 999;
        expiry.tick();
        assertThat(exists("/a")).isTrue();
        clock.millis = 1_000;
        expiry.tick();
        assertThat(exists("/a")).isFalse();
    }

    @Test
    void nothingIsProposedWhenNothingIsDue() {
        set("/a", 5_000);
        long applied = replica.state().appliedIndex();
        expiry.tick();
        assertThat(replica.state().appliedIndex()).isEqualTo(applied);
    }

    @Test
    void onlyTheLeaderLetsKeysExpire() {
        set("/a", 1_000);
        clock.millis = 2_000;
        replica.loseLeader();
        expiry.tick();
        replica.findLeader();
        assertThat(exists("/a")).isTrue();
        expiry.tick();
        assertThat(exists("/a")).isFalse();
    }

    @Test
    void whatIsDueAtOnceGoesInBoundedBatchesOneAfterTheOther() {
        int many = 3 * V2Command.Expire.MOST + 1;
        for (int i = 0; i < many; i++) {
            set("/d/" + i, 1_000);
        }
        var batches = new Batches();
        replica.onV2(batches);
        clock.millis = 1_000;
        expiry.tick();
        assertThat(batches.sizes).containsExactly(500, 500, 500, 1);
        assertThat(replica.state().v2().nextExpirationMillis()).isEqualTo(Long.MAX_VALUE);
    }

    private void set(String path, long expiresAtMillis) {
        var content = Content.file("1").expiringAt(expiresAtMillis);
        replica.execute(new Command.V2(new V2Command.Set(path, content))).join();
    }

    private boolean exists(String path) {
        return replica.state().v2().get(path, false, false) instanceof V2Result.Event;
    }

    /** How many keys went at a time. */
    private static final class Batches implements V2Listener {
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public void happened(List<V2Result> answers) {
            answers.forEach(
                    answer -> {
                        if (answer instanceof V2Result.Expired(var events, _)) {
                            sizes.add(events.size());
                        }
                    });
        }

        @Override
        public void replaced() {
            throw new AssertionError("there is no other member");
        }
    }

    /** Stands still until it is moved. */
    private static final class HandClock implements Time {
        long millis;

        @Override
        public long nanos() {
            return millis * 1_000_000;
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(millis);
        }
    }
}
