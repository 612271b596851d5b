package turtlelab.node.consensus.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.SnapshotMark;

/** Reads what {@link MessageWriting} wrote. */
final class MessageReading {
    private static final int LEAST_ENTRY = Long.BYTES + Byte.BYTES + Integer.BYTES;
    private static final int LEAST_PEER = Long.BYTES + Byte.BYTES + Integer.BYTES;

    private MessageReading() {}

    /** What every message begins with. */
    record Header(MemberId from, MemberId to, long term) {}

    static Message body(MessageType type, Header header, WireReader in) throws MalformedMessage {
        var from = header.from();
        var to = header.to();
        var term = header.term();
        return switch (type) {
            case PRE_VOTE_REQUEST -> new Message.PreVoteRequest(from, to, term, position(in));
            case PRE_VOTE_ANSWER -> new Message.PreVoteAnswer(from, to, term, in.flag());
            case VOTE_REQUEST -> new Message.VoteRequest(from, to, term, position(in), in.flag());
            case VOTE_ANSWER -> new Message.VoteAnswer(from, to, term, in.flag());
            case APPEND -> append(header, in);
            case APPEND_ACCEPTED -> new Message.AppendAccepted(from, to, term, in.count());
            case APPEND_REFUSED ->
                    new Message.AppendRefused(from, to, term, in.count(), position(in));
            case HEARTBEAT -> new Message.Heartbeat(from, to, term, in.count(), in.count());
            case HEARTBEAT_ANSWER -> new Message.HeartbeatAnswer(from, to, term, in.count());
            case FORWARDED_COMMANDS ->
                    new Message.ForwardedCommands(from, to, term, in.longValue(), commands(in));
            case FORWARDED_CHANGE ->
                    new Message.ForwardedChange(
                            from, to, term, in.longValue(), ChangeCodec.read(in), in.bytes());
            case FORWARD_REFUSED ->
                    new Message.ForwardRefused(
                            from, to, term, in.longValue(), in.oneOf(Refusal.values()));
            case READ_REQUEST -> new Message.ReadRequest(from, to, term, in.longValue());
            case READ_ANSWER -> new Message.ReadAnswer(from, to, term, in.longValue(), in.count());
            case TIMEOUT_NOW -> new Message.TimeoutNow(from, to, term);
            case SNAPSHOT_OFFER ->
                    new Message.SnapshotOffer(from, to, term, in.longValue(), mark(in));
            case SNAPSHOT_CHUNK -> chunk(header, in);
            case SNAPSHOT_ANSWER -> snapshotAnswer(header, in);
            case REMOVED -> new Message.Removed(from, to, term);
        };
    }

    private static Message append(Header header, WireReader in) throws MalformedMessage {
        var previous = position(in);
        var commit = in.count();
        var size = in.listSize(LEAST_ENTRY);
        var entries = new ArrayList<Entry>(size);
        for (int i = 1; i <= size; i++) {
            var term = in.count();
            var kind = in.oneOf(EntryKind.values());
            entries.add(new Entry(previous.index() + i, term, kind, in.bytes()));
        }
        if (previous.index() > Long.MAX_VALUE - size) {
            throw new MalformedMessage("index out of range");
        }
        return new Message.Append(
                header.from(), header.to(), header.term(), previous, entries, commit);
    }

    private static Message chunk(Header header, WireReader in) throws MalformedMessage {
        var transfer = in.longValue();
        var offset = in.count();
        var crc = in.intValue();
        var last = in.flag();
        return new Message.SnapshotChunk(
                header.from(), header.to(), header.term(), transfer, offset, in.bytes(), crc, last);
    }

    private static Message snapshotAnswer(Header header, WireReader in) throws MalformedMessage {
        var transfer = in.longValue();
        var stage = in.oneOf(Message.SnapshotAnswer.Stage.values());
        return new Message.SnapshotAnswer(
                header.from(), header.to(), header.term(), transfer, stage, in.count());
    }

    private static List<Bytes> commands(WireReader in) throws MalformedMessage {
        var size = in.listSize(Integer.BYTES);
        var commands = new ArrayList<Bytes>(size);
        for (int i = 0; i < size; i++) {
            commands.add(in.bytes());
        }
        return commands;
    }

    private static LogPosition position(WireReader in) throws MalformedMessage {
        return new LogPosition(in.count(), in.count());
    }

    private static SnapshotMark mark(WireReader in) throws MalformedMessage {
        return new SnapshotMark(position(in), membership(in));
    }

    private static Membership membership(WireReader in) throws MalformedMessage {
        var members = new TreeMap<MemberId, Peer>();
        var size = in.listSize(LEAST_PEER);
        for (int i = 0; i < size; i++) {
            var id = in.member();
            var learner = in.flag();
            members.put(id, new Peer(id, in.texts(), learner));
        }
        var removed = new HashSet<MemberId>();
        var gone = in.listSize(Long.BYTES);
        for (int i = 0; i < gone; i++) {
            removed.add(in.member());
        }
        return new Membership(members, removed);
    }
}
