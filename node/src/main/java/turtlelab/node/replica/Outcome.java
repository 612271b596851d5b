package turtlelab.node.replica;

import java.util.Optional;
import turtlelab.node.consensus.ChangeRefusal;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.state.Result;

/** What a caller may believe about a command after asking for it. */
public sealed interface Outcome {
    /** A quorum has it and this member applied it; a {@link Result.Refused} is also an answer. */
    record Applied(Result result, long index, long term) implements Outcome {}

    /** It is in no log and never will be: safe to repeat. */
    record NotApplied(Refusal reason) implements Outcome {}

    /** The deadline passed: it may or may not happen. The caller must look before repeating. */
    record Unknown(Reason reason) implements Outcome {}

    /** Why nothing is known. */
    enum Reason {
        TIMED_OUT,
        /** The leader was lost while it was under way. */
        LEADER_LOST
    }

    /** How a membership change ended. */
    sealed interface Change {
        record Changed(Membership membership) implements Change {}

        record DidNotFit(ChangeRefusal refusal) implements Change {}

        record NotApplied(Refusal reason) implements Change {}

        record Unknown(Reason reason) implements Change {}
    }

    /** How a wait for a read point ended; empty when local state is new enough. */
    record ReadPoint(Optional<Refusal> refusal, boolean timedOut) {
        public boolean confirmed() {
            return refusal.isEmpty() && !timedOut;
        }
    }
}
