package turtlelab.node.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.raft.tally.Progress;

final class ReplicationTest {
    private static final MemberId LEADER = new MemberId(1);
    private static final MemberId FOLLOWER = new MemberId(2);
    private static final RaftLimits SMALL = new RaftLimits(1, 2, 1000, 1000, 1000, 1, 1000, 1);

    private final Membership membership = membership();
    private final Core core = core();
    private final Replication replication = new Replication(core);

    /**
     * Its window was full of appends that were all lost, and the log was cut behind them meanwhile:
     * the follower would have been asked nothing and sent nothing for ever.
     */
    @Test
    void aFollowerWhoseLostWindowWasCutOffGetsASnapshot() {
        append(1);
        replication.flush();
        follower().accepted(1, 0);
        append(10);
        replication.flush();
        assertThat(follower().maySend()).isFalse();

        core.commitTo(10);
        core.applied(10, membership);
        core.trim(1);
        assertThat(core.log.term(follower().next() - 1)).isNegative();

        replication.tick();
        replication.tick();
        replication.flush();
        var ready = core.out.take(List.of(), List.of(), null);
        assertThat(ready.snapshotsWanted()).containsExactly(FOLLOWER);
    }

    private Progress follower() {
        var progress = replication.of(FOLLOWER);
        progress.heard();
        return progress;
    }

    private void append(long upTo) {
        while (core.log.lastIndex() < upTo) {
            var index = core.log.lastIndex() + 1;
            core.append(new Entry(index, 1, EntryKind.COMMAND, Bytes.utf8("x")));
        }
    }

    private Core core() {
        var config = new RaftConfig(LEADER, 10, 1, true, true, SMALL);
        var applied = new AppliedState(LogPosition.ORIGIN, membership);
        var hardState = new HardState(1, LEADER, 0);
        var start = new RaftStart(hardState, LogPosition.ORIGIN, List.of(), applied);
        return new Core(config, RaftRules.STRICT, new SplittableRandom(1), start);
    }

    private static Membership membership() {
        var members = new TreeMap<MemberId, Peer>();
        for (var id : List.of(LEADER, FOLLOWER)) {
            members.put(id, new Peer(id, List.of("http://" + id + ":2380"), false));
        }
        return new Membership(members, Set.of());
    }
}
