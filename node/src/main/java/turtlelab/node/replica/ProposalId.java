package turtlelab.node.replica;

import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/**
 * Who waits for an entry: the member that proposed it and a number that it never gives twice, not even
 * after a restart.
 */
record ProposalId(MemberId origin, long sequence) {
    /** As the context of a membership change. */
    Bytes encoded() {
        return new FieldWriter(2 * Long.BYTES).fixed(origin.value()).fixed(sequence).finish();
    }

    static ProposalId read(FieldReader in) throws MalformedCommand {
        return new ProposalId(new MemberId(in.fixed()), in.fixed());
    }
}
