package turtlelab.node.replica.wire;

import java.util.Optional;
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

    /**
     * Reads the context of a membership change; empty for one that nobody proposed through a
     * replica, such as those of the bootstrap.
     */
    public static Optional<ProposalId> ofContext(Bytes encoded) {
        try {
            var in = new FieldReader(encoded);
            var id = read(in);
            in.end();
            return Optional.of(id);
        } catch (MalformedCommand _) {
            return Optional.empty();
        }
    }

    static ProposalId read(FieldReader in) throws MalformedCommand {
        return new ProposalId(new MemberId(in.fixed()), in.fixed());
    }
}
