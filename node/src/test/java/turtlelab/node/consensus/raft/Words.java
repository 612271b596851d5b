package turtlelab.node.consensus.raft;

import java.util.List;
import java.util.stream.Collectors;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.consensus.wire.ChangeCodec;
import turtlelab.node.consensus.wire.MalformedMessage;

/** Says in words what a conversation is made of. */
final class Words {
    private Words() {}

    static String of(Message message) {
        var route = message.from() + ">" + message.to() + " t" + message.term() + " ";
        return route + body(message);
    }

    private static String body(Message message) {
        return switch (message) {
            case Message.PreVoteRequest request -> "would you vote for " + of(request.last()) + "?";
            case Message.PreVoteAnswer answer -> answer.granted() ? "I would" : "I would not";
            case Message.VoteRequest request ->
                    (request.transfer() ? "vote, by the leader's wish, for " : "vote for ")
                            + of(request.last());
            case Message.VoteAnswer answer -> answer.granted() ? "my vote" : "not my vote";
            case Message.Append append ->
                    "append after %s: %s; commit %d"
                            .formatted(
                                    of(append.previous()), of(append.entries()), append.commit());
            case Message.AppendAccepted accepted -> "accepted up to " + accepted.match();
            case Message.AppendRefused refused ->
                    "refused after " + refused.previous() + ", at best " + of(refused.hint());
            case Message.Heartbeat beat ->
                    "heartbeat %d; commit %d".formatted(beat.round(), beat.commit());
            case Message.HeartbeatAnswer answer -> "heard " + answer.round();
            case Message.ForwardedCommands forwarded ->
                    "please propose "
                            + forwarded.commands().stream()
                                    .map(command -> command.utf8())
                                    .collect(Collectors.joining(" "));
            case Message.ForwardedChange forwarded -> "please " + of(forwarded.change());
            case Message.ForwardRefused refused -> "not proposed: " + refused.refusal();
            case Message.ReadRequest _ -> "where may I read?";
            case Message.ReadAnswer answer -> "read at " + answer.index();
            case Message.TimeoutNow _ -> "campaign now";
            case Message.SnapshotOffer offer -> "snapshot as of " + of(offer.mark().position());
            case Message.SnapshotChunk chunk -> "snapshot from " + chunk.offset();
            case Message.SnapshotAnswer answer -> "snapshot " + answer.stage();
            case Message.Removed _ -> "you were removed";
        };
    }

    static String of(LogPosition position) {
        return position.index() + "/" + position.term();
    }

    static String of(List<Entry> entries) {
        return entries.isEmpty()
                ? "nothing"
                : entries.stream().map(Words::of).collect(Collectors.joining(", "));
    }

    static String of(Entry entry) {
        var what =
                switch (entry.kind()) {
                    case EMPTY -> "empty";
                    case COMMAND -> entry.data().utf8();
                    case MEMBERSHIP -> of(change(entry));
                };
        return of(entry.position()) + " " + what;
    }

    static String of(MembershipChange change) {
        return switch (change) {
            case MembershipChange.AddVoter(var id, _) -> "add " + id;
            case MembershipChange.AddLearner(var id, _) -> "learner " + id;
            case MembershipChange.Promote(var id) -> "promote " + id;
            case MembershipChange.Update(var id, _) -> "update " + id;
            case MembershipChange.Remove(var id) -> "remove " + id;
        };
    }

    static String of(RoleChange change) {
        var leader =
                change.leader().equals(MemberId.NONE) ? "no leader" : "leader " + change.leader();
        return "%s in term %d, %s".formatted(change.role(), change.term(), leader);
    }

    static String of(Membership membership) {
        var learners = membership.learners().isEmpty() ? "" : ", learners " + membership.learners();
        return "voters " + membership.voters() + learners;
    }

    static MembershipChange change(Entry entry) {
        try {
            return ChangeCodec.decode(entry.data()).change();
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }
}
