package turtlelab.node.consensus;

import java.io.IOException;
import java.util.Optional;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/**
 * What the log drives. Every method but {@link #roleChanged} and {@link #isQuick} is called by one
 * thread at a time, in log order: the apply thread, or in its place the engine's. State may lag
 * behind the log after a crash (the log is replayed), never be ahead of what {@link #recovered}
 * says.
 */
public interface StateMachine {
    /**
     * How far the state on disk had got when it was opened; entries up to there are never applied
     * again.
     */
    AppliedState recovered();

    /** Applies a {@link EntryKind#COMMAND} or {@link EntryKind#EMPTY} entry. */
    void apply(Entry entry);

    /**
     * Whether applying an entry, with the end of its batch, is sure to take microseconds whatever
     * the state holds. Such entries may be applied by the engine's thread, between two messages.
     * Engine thread, while nothing is applied.
     */
    boolean isQuick(Entry entry);

    /**
     * A membership change has its turn: either it is in force from here on, or it did not fit.
     *
     * @param membership in force after this entry
     */
    void changeMembership(Entry entry, AppliedChange change, Membership membership);

    /** The batch that was committed together is applied: answers may go out, views may move. */
    void endOfBatch();

    /**
     * The index up to which state is surely on disk; the log may be cut behind it. Called after
     * {@link #endOfBatch}; making state durable is the state machine's own duty and pace.
     */
    long durableIndex();

    /**
     * Captures an image of the applied state: quick; reading it is slow and happens on another
     * thread.
     */
    SnapshotReader capture() throws IOException;

    /** Prepares to take in a leader's image. Called, like the writer, on the snapshot thread. */
    SnapshotWriter receive(SnapshotMark mark) throws IOException;

    /**
     * A new role, term or leader; starts and stops leader-only duties. Engine thread; must not
     * block.
     */
    void roleChanged(RoleChange change);

    /** Where the state stood: position of the last applied entry and membership as of it. */
    record AppliedState(LogPosition position, Membership membership) {
        public static final AppliedState NOTHING =
                new AppliedState(LogPosition.ORIGIN, Membership.EMPTY);

        /** Of the entry applied last. */
        public long index() {
            return position.index();
        }
    }

    /** A membership change with its proposer's context and, when it did not fit, the reason. */
    record AppliedChange(MembershipChange change, Bytes context, Optional<ChangeRefusal> refusal) {}

    /** What a node is from now on. */
    record RoleChange(Role role, long term, MemberId leader) {}
}
