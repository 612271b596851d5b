package turtlelab.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.RangeOptions;

/** The fixture must behave like a fresh single node, or tests on it prove nothing. */
class FakeReplicaTest {
    private final FakeReplica replica = new FakeReplica();

    @Test
    void aFreshNodeShowsEtcdsFirstNumbers() {
        assertThat(replica.state().v2().index()).isEqualTo(3);
        assertThat(replica.state().kv().revision()).isEqualTo(1);
        assertThat(replica.state().clusterVersion()).isEqualTo("3.4.0");
        assertThat(replica.state().members().list()).hasSize(1).allMatch(m -> m.started());
    }

    @Test
    void whatIsPutCanBeRead() {
        var key = Bytes.utf8("a");
        var put = new Operation.Put(key, Bytes.utf8("1"), 0, false, false, false);
        assertThat(replica.execute(new Command.Write(put)).join())
                .isEqualTo(new Outcome.Applied(new Result.Kv(new KvResult.Put(null, 2), 2), 4, 2));
        var read = new Operation.Range(KeyRange.single(key), RangeOptions.ALL);
        assertThat(replica.state().kv().range(read))
                .isInstanceOfSatisfying(
                        KvAnswer.Answered.class,
                        answered -> assertThat(answered.result().toString()).contains("31"));
    }

    @Test
    void withoutALeaderNothingIsApplied() {
        replica.loseLeader();
        assertThat(replica.execute(new Command.SetClusterVersion("3.5.0")).join())
                .isEqualTo(new Outcome.NotApplied(Refusal.NO_LEADER));
        assertThat(replica.readPoint().join().confirmed()).isFalse();
    }
}
