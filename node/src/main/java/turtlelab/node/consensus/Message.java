package turtlelab.node.consensus;

import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/**
 * What members say to each other; {@code wire.MessageCodec} has the wire form. Any message may be
 * lost, late, doubled or out of order: every one must be harmless then.
 *
 * <p>{@link #term} is the sender's term, except in a {@link PreVoteRequest} and in an answer that
 * grants one, where it is the term that the asker would campaign in.
 */
public sealed interface Message {
    MemberId from();

    MemberId to();

    long term();

    /** Would you vote for me? Changes nothing at either end (thesis 9.6). */
    record PreVoteRequest(MemberId from, MemberId to, long term, LogPosition last)
            implements Message {}

    record PreVoteAnswer(MemberId from, MemberId to, long term, boolean granted)
            implements Message {}

    /**
     * @param transfer the leader itself asked for this election, so stickiness does not hold it up
     */
    record VoteRequest(MemberId from, MemberId to, long term, LogPosition last, boolean transfer)
            implements Message {}

    record VoteAnswer(MemberId from, MemberId to, long term, boolean granted) implements Message {}

    /**
     * Entries that follow {@code previous}; none when only asking whether {@code previous} is
     * there.
     *
     * @param commit the leader's commit index
     */
    record Append(
            MemberId from,
            MemberId to,
            long term,
            LogPosition previous,
            List<Entry> entries,
            long commit)
            implements Message {
        /** Index of the last entry that the follower has when it accepts this. */
        public long lastIndex() {
            return previous.index() + entries.size();
        }
    }

    /** Everything up to {@code match} is on the follower's disk and equals the leader's log. */
    record AppendAccepted(MemberId from, MemberId to, long term, long match) implements Message {}

    /**
     * {@code previous} was not there.
     *
     * @param hint the last position of the follower's log at or before {@code previous} whose term
     *     is not above the leader's there; what follows it cannot match, so a round costs a term,
     *     not an entry
     */
    record AppendRefused(MemberId from, MemberId to, long term, long previous, LogPosition hint)
            implements Message {}

    /**
     * The leader is alive.
     *
     * @param commit the leader's commit index, but no further than the follower's log is known to
     *     match
     * @param round number of the heartbeat round, which confirms read points; 0 wants no answer
     */
    record Heartbeat(MemberId from, MemberId to, long term, long commit, long round)
            implements Message {}

    record HeartbeatAnswer(MemberId from, MemberId to, long term, long round) implements Message {}

    /** A follower hands commands to the leader; {@code id} names them in a refusal. */
    record ForwardedCommands(MemberId from, MemberId to, long term, long id, List<Bytes> commands)
            implements Message {}

    /** A follower hands a membership change to the leader. */
    record ForwardedChange(
            MemberId from, MemberId to, long term, long id, MembershipChange change, Bytes context)
            implements Message {}

    /** What was forwarded under {@code id} is in no log and never will be. */
    record ForwardRefused(MemberId from, MemberId to, long term, long id, Refusal refusal)
            implements Message {}

    /** A follower asks for a read point. */
    record ReadRequest(MemberId from, MemberId to, long term, long id) implements Message {}

    record ReadAnswer(MemberId from, MemberId to, long term, long id, long index)
            implements Message {}

    /** Campaign now: the leader hands over (thesis 3.10). */
    record TimeoutNow(MemberId from, MemberId to, long term) implements Message {}

    /** The follower needs entries that are gone; here is a snapshot instead. */
    record SnapshotOffer(MemberId from, MemberId to, long term, long transfer, SnapshotMark mark)
            implements Message {}

    /**
     * A piece of an offered snapshot.
     *
     * @param crc CRC32C of the data
     */
    record SnapshotChunk(
            MemberId from,
            MemberId to,
            long term,
            long transfer,
            long offset,
            Bytes data,
            int crc,
            boolean last)
            implements Message {}

    /**
     * How far a snapshot has got.
     *
     * @param offset bytes taken in so far: what is wanted next
     */
    record SnapshotAnswer(
            MemberId from, MemberId to, long term, long transfer, Stage stage, long offset)
            implements Message {
        /** What the receiver does with the snapshot. */
        public enum Stage {
            RECEIVING,
            INSTALLED,
            /** Not wanted, damaged or failed: the sender stops. */
            REJECTED
        }
    }

    /** You are no longer a member: stop. */
    record Removed(MemberId from, MemberId to, long term) implements Message {}
}
