package turtlelab.join.auto;

/** What one pass of the loop does: one thing at most. */
public sealed interface Step {
    /** Everything is as wanted. */
    record Settled() implements Step {}

    /** Nothing may be done now, or has to be waited for. */
    record Hold() implements Step {}

    /** Notes the size that was asked for as the one that holds. */
    record TakeSize(int size) implements Step {}

    /** Cleans up a nomination that has no member. */
    record Forget(String host) implements Step {}

    /** Makes a volunteer a learner; it has to start within the start lease. */
    record Nominate(Volunteer volunteer) implements Step {}

    /** Gives a learner that has caught up its vote. */
    record Promote(Seat seat, String host) implements Step {}

    /** Moves leadership away from a member that is about to go. */
    record HandOver(Seat to, String host) implements Step {}

    /** Takes a member away. */
    record Remove(Seat seat, String host, Cause cause) implements Step {}

    /** Why a member goes. */
    enum Cause {
        /** Nominated, and not up in time. */
        NOT_STARTED(true),
        /** Its host is gone and it is silent. */
        DEAD(true),
        /** Its host no longer volunteers. */
        LEFT(false),
        /** There are more members than wanted. */
        SURPLUS(false);

        private final boolean failure;

        Cause(boolean failure) {
            this.failure = failure;
        }

        /** Whether the host is left alone for a while. */
        boolean isFailure() {
            return failure;
        }
    }

    /** Whether it changes the members. */
    default boolean changesMembers() {
        return switch (this) {
            case Nominate _, Promote _, Remove _ -> true;
            case Settled _, Hold _, TakeSize _, Forget _, HandOver _ -> false;
        };
    }
}
