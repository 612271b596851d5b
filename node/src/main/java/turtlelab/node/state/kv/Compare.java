package turtlelab.node.state.kv;

import turtlelab.node.base.Bytes;

/** One guard of a transaction: every key of the range must satisfy it. */
public record Compare(KeyRange range, Relation relation, Operand operand) {
    /** How the stored side relates to the operand. */
    public enum Relation {
        EQUAL,
        GREATER,
        LESS,
        NOT_EQUAL
    }

    /** The target and the value it is compared with. */
    public sealed interface Operand {
        record Version(long version) implements Operand {}

        record CreateRevision(long revision) implements Operand {}

        record ModRevision(long revision) implements Operand {}

        record Value(Bytes value) implements Operand {}

        record Lease(long lease) implements Operand {}
    }
}
