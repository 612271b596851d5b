package turtlelab.node.consensus.raft;

import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.consensus.raft.log.DiskTask;

/**
 * What is to be done after some inputs, in this order: hand the disk tasks to the log thread; send
 * {@code atOnce}; keep {@code afterPersist} until every disk task handed out so far is synced; hand
 * {@code committed} to the apply thread; give the answers.
 *
 * @param roleChange null when nothing changed
 * @param snapshotTraffic snapshot messages of the current term for the engine
 * @param snapshotsWanted followers that need a snapshot; each is answered by a {@link
 *     Input.SnapshotSent}
 * @param removed another member says that this one was removed
 */
public record Ready(
        List<DiskTask> disk,
        List<Message> atOnce,
        List<Message> afterPersist,
        List<Entry> committed,
        Answers answers,
        @Nullable RoleChange roleChange,
        List<Message> snapshotTraffic,
        List<MemberId> snapshotsWanted,
        boolean removed) {

    /**
     * Answers to requests that were made by {@link Input}s with an id.
     *
     * @param reads confirmed read points
     * @param transferred ids of transfers that succeeded
     */
    public record Answers(List<ReadPoint> reads, List<Refused> refused, List<Long> transferred) {
        public static final Answers NONE = new Answers(List.of(), List.of(), List.of());
    }

    /** Once this member has applied the index, a local read is linearizable. */
    public record ReadPoint(long id, long index) {}

    public record Refused(long id, Refusal refusal) {}
}
