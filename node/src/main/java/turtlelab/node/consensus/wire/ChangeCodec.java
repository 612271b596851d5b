package turtlelab.node.consensus.wire;

import java.nio.ByteBuffer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;

/** The data of a membership entry: the change and its proposer's context. */
public final class ChangeCodec {
    private static final int ADD_VOTER = 1;
    private static final int ADD_LEARNER = 2;
    private static final int PROMOTE = 3;
    private static final int UPDATE = 4;
    private static final int REMOVE = 5;

    private ChangeCodec() {}

    /** A change as it stands in the log. */
    public record Proposal(MembershipChange change, Bytes context) {}

    public static Bytes encode(MembershipChange change, Bytes context) {
        var writer = new WireWriter(128 + context.length());
        write(writer, change);
        var buffer = writer.bytes(context).finish();
        var raw = new byte[buffer.remaining()];
        buffer.get(raw);
        return Bytes.wrap(raw);
    }

    public static Proposal decode(Bytes data) throws MalformedMessage {
        var reader = new WireReader(ByteBuffer.wrap(data.raw()));
        var proposal = new Proposal(read(reader), reader.bytes());
        reader.end();
        return proposal;
    }

    static void write(WireWriter out, MembershipChange change) {
        switch (change) {
            case MembershipChange.AddVoter(var id, var urls) ->
                    out.byteValue(ADD_VOTER).member(id).texts(urls);
            case MembershipChange.AddLearner(var id, var urls) ->
                    out.byteValue(ADD_LEARNER).member(id).texts(urls);
            case MembershipChange.Promote(var id) -> out.byteValue(PROMOTE).member(id);
            case MembershipChange.Update(var id, var urls) ->
                    out.byteValue(UPDATE).member(id).texts(urls);
            case MembershipChange.Remove(var id) -> out.byteValue(REMOVE).member(id);
        }
    }

    static MembershipChange read(WireReader in) throws MalformedMessage {
        var kind = in.byteValue();
        var id = in.member();
        if (id.equals(MemberId.NONE)) {
            throw new MalformedMessage("a change without a member");
        }
        return switch (kind) {
            case ADD_VOTER -> new MembershipChange.AddVoter(id, in.texts());
            case ADD_LEARNER -> new MembershipChange.AddLearner(id, in.texts());
            case PROMOTE -> new MembershipChange.Promote(id);
            case UPDATE -> new MembershipChange.Update(id, in.texts());
            case REMOVE -> new MembershipChange.Remove(id);
            default -> throw new MalformedMessage("unknown change " + kind);
        };
    }
}
