package turtlelab.node.consensus.wire;

import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;

/** Writes what follows a message's header. */
final class MessageWriting {
    private MessageWriting() {}

    /** About how many bytes the body takes: exact enough that the array rarely grows. */
    static int bodySize(Message message) {
        if (message instanceof Message.Append append) {
            return append.entries().stream().mapToInt(Entry::size).sum() + 64;
        }
        if (message instanceof Message.ForwardedCommands forwarded) {
            var lengths = forwarded.commands().stream().mapToInt(Bytes::length).sum();
            return lengths + 4 * forwarded.commands().size() + 16;
        }
        return message instanceof Message.SnapshotChunk chunk ? chunk.data().length() + 32 : 64;
    }

    static void body(WireWriter out, Message message) {
        switch (message) {
            case Message.PreVoteRequest request -> position(out, request.last());
            case Message.PreVoteAnswer answer -> out.flag(answer.granted());
            case Message.VoteRequest request -> {
                position(out, request.last());
                out.flag(request.transfer());
            }
            case Message.VoteAnswer answer -> out.flag(answer.granted());
            case Message.Append append -> append(out, append);
            case Message.AppendAccepted accepted -> out.longValue(accepted.match());
            case Message.AppendRefused refused -> {
                out.longValue(refused.previous());
                position(out, refused.hint());
            }
            case Message.Heartbeat beat -> out.longValue(beat.commit()).longValue(beat.round());
            case Message.HeartbeatAnswer answer -> out.longValue(answer.round());
            case Message.ForwardedCommands forwarded -> {
                out.longValue(forwarded.id()).intValue(forwarded.commands().size());
                forwarded.commands().forEach(out::bytes);
            }
            case Message.ForwardedChange forwarded -> {
                out.longValue(forwarded.id());
                ChangeCodec.write(out, forwarded.change());
                out.bytes(forwarded.context());
            }
            case Message.ForwardRefused refused ->
                    out.longValue(refused.id()).oneOf(refused.refusal());
            case Message.ReadRequest request -> out.longValue(request.id());
            case Message.ReadAnswer answer -> out.longValue(answer.id()).longValue(answer.index());
            case Message.TimeoutNow _, Message.Removed _ -> {}
            case Message.SnapshotOffer offer -> {
                out.longValue(offer.transfer());
                position(out, offer.mark().position());
                membership(out, offer.mark().membership());
            }
            case Message.SnapshotChunk chunk -> chunk(out, chunk);
            case Message.SnapshotAnswer answer ->
                    out.longValue(answer.transfer())
                            .oneOf(answer.stage())
                            .longValue(answer.offset());
        }
    }

    private static void append(WireWriter out, Message.Append append) {
        position(out, append.previous());
        out.longValue(append.commit()).intValue(append.entries().size());
        for (var entry : append.entries()) {
            out.longValue(entry.term()).oneOf(entry.kind()).bytes(entry.data());
        }
    }

    private static void chunk(WireWriter out, Message.SnapshotChunk chunk) {
        out.longValue(chunk.transfer())
                .longValue(chunk.offset())
                .intValue(chunk.crc())
                .flag(chunk.last())
                .bytes(chunk.data());
    }

    private static void position(WireWriter out, LogPosition position) {
        out.longValue(position.index()).longValue(position.term());
    }

    private static void membership(WireWriter out, Membership membership) {
        out.intValue(membership.members().size());
        for (var peer : membership.peers()) {
            out.member(peer.id()).flag(peer.learner()).texts(peer.peerUrls());
        }
        out.intValue(membership.removed().size());
        membership.removed().stream().sorted().forEach(out::member);
    }
}
