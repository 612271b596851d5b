package turtlelab.node.replica.wire;

import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/**
 * Who waits for an entry: the member that proposed it and a number that it never gives twice, not
 * even after a restart.
 */
public record ProposalId(MemberId origin, long sequence) {
    /** As the context of a membership change. */
    public Bytes encoded() {
        return new FieldWriter(2 * Long.BYTES).fixed(origin.value()).fixed(sequence).finish();
    }

    /** Reads the context of a membership change. */
    public static ProposalId decode(Bytes encoded) throws MalformedCommand {
        var in = new FieldReader(encoded);
        var id = read(in);
        in.end();
        return id;
    }

    static ProposalId read(FieldReader in) throws MalformedCommand {
        return new ProposalId(new MemberId(in.fixed()), in.fixed());
    }
}
