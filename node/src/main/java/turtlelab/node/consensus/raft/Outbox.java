package turtlelab.node.consensus.raft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.consensus.raft.log.DiskTask;

/** Collects what the next {@link Ready} will say. */
final class Outbox {
    private final RaftRules rules;
    private List<Message> atOnce = new ArrayList<>();
    private List<Message> afterPersist = new ArrayList<>();
    private List<Message> snapshotTraffic = new ArrayList<>();
    private List<MemberId> snapshotsWanted = new ArrayList<>();
    private List<Ready.ReadPoint> reads = new ArrayList<>();
    private List<Ready.Refused> refused = new ArrayList<>();
    private List<Long> transferred = new ArrayList<>();
    private boolean removed;

    Outbox(RaftRules rules) {
        this.rules = rules;
    }

    void send(Message message) {
        (rules.promises(message) ? afterPersist : atOnce).add(message);
    }

    void snapshotTraffic(Message message) {
        snapshotTraffic.add(message);
    }

    void snapshotWanted(MemberId peer) {
        snapshotsWanted.add(peer);
    }

    void readPoint(long id, long index) {
        reads.add(new Ready.ReadPoint(id, index));
    }

    void refused(long id, Refusal refusal) {
        refused.add(new Ready.Refused(id, refusal));
    }

    void transferred(long id) {
        transferred.add(id);
    }

    void removed() {
        removed = true;
    }

    /** Everything collected; the outbox is empty afterwards. */
    Ready take(List<DiskTask> disk, List<Entry> committed, @Nullable RoleChange roleChange) {
        var ready =
                new Ready(
                        disk,
                        atOnce,
                        afterPersist,
                        committed,
                        answers(),
                        roleChange,
                        snapshotTraffic,
                        snapshotsWanted,
                        removed);
        atOnce = emptied(atOnce);
        afterPersist = emptied(afterPersist);
        snapshotTraffic = emptied(snapshotTraffic);
        snapshotsWanted = emptied(snapshotsWanted);
        removed = false;
        return ready;
    }

    private Ready.Answers answers() {
        if (reads.isEmpty() && refused.isEmpty() && transferred.isEmpty()) {
            return Ready.Answers.NONE;
        }
        var answers = new Ready.Answers(reads, refused, transferred);
        reads = emptied(reads);
        refused = emptied(refused);
        transferred = emptied(transferred);
        return answers;
    }

    /** A list that was handed out belongs to the receiver; an empty one can be kept. */
    private static <T> List<T> emptied(List<T> handedOut) {
        return handedOut.isEmpty() ? handedOut : new ArrayList<>();
    }
}
