package turtlelab.node.consensus.wire;

import turtlelab.node.consensus.Message;

/** The first byte of a message is the ordinal: append only, never reorder. */
enum MessageType {
    PRE_VOTE_REQUEST,
    PRE_VOTE_ANSWER,
    VOTE_REQUEST,
    VOTE_ANSWER,
    APPEND,
    APPEND_ACCEPTED,
    APPEND_REFUSED,
    HEARTBEAT,
    HEARTBEAT_ANSWER,
    FORWARDED_COMMANDS,
    FORWARDED_CHANGE,
    FORWARD_REFUSED,
    READ_REQUEST,
    READ_ANSWER,
    TIMEOUT_NOW,
    SNAPSHOT_OFFER,
    SNAPSHOT_CHUNK,
    SNAPSHOT_ANSWER,
    REMOVED;

    static MessageType of(Message message) {
        return switch (message) {
            case Message.PreVoteRequest _ -> PRE_VOTE_REQUEST;
            case Message.PreVoteAnswer _ -> PRE_VOTE_ANSWER;
            case Message.VoteRequest _ -> VOTE_REQUEST;
            case Message.VoteAnswer _ -> VOTE_ANSWER;
            case Message.Append _ -> APPEND;
            case Message.AppendAccepted _ -> APPEND_ACCEPTED;
            case Message.AppendRefused _ -> APPEND_REFUSED;
            case Message.Heartbeat _ -> HEARTBEAT;
            case Message.HeartbeatAnswer _ -> HEARTBEAT_ANSWER;
            case Message.ForwardedCommands _ -> FORWARDED_COMMANDS;
            case Message.ForwardedChange _ -> FORWARDED_CHANGE;
            case Message.ForwardRefused _ -> FORWARD_REFUSED;
            case Message.ReadRequest _ -> READ_REQUEST;
            case Message.ReadAnswer _ -> READ_ANSWER;
            case Message.TimeoutNow _ -> TIMEOUT_NOW;
            case Message.SnapshotOffer _ -> SNAPSHOT_OFFER;
            case Message.SnapshotChunk _ -> SNAPSHOT_CHUNK;
            case Message.SnapshotAnswer _ -> SNAPSHOT_ANSWER;
            case Message.Removed _ -> REMOVED;
        };
    }
}
