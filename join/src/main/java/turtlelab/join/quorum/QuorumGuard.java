package turtlelab.join.quorum;

import java.util.Optional;
import turtlelab.join.quorum.Verdict.Allowed;
import turtlelab.join.quorum.Verdict.Refused;

/**
 * The one rule for every change of members: afterwards those that are healthy <em>now</em> must
 * still be a majority, even if the newcomer never starts. Pure arithmetic over one look at the
 * members; who changes twice looks twice.
 *
 * <p>With {@code n} voters, {@code h} of them healthy and {@code q(x) = x/2 + 1}: a voter may come
 * when {@code h >= q(n+1)}; a dead one may go when {@code h >= q(n)}; a living one when also {@code
 * h-1 >= q(n-1)}. At most one member at a time may be waiting to start or to be promoted.
 */
public final class QuorumGuard {
    private QuorumGuard() {}

    /** Whether a voter may be added that may never start. */
    public static Verdict addVoter(Voters now) {
        if (now.unstarted() > 0) {
            return oneAtATime(now);
        }
        var later = now.withNewcomer();
        var sums =
                "%s. With the newcomer %d voters need %d; if it never starts %s healthy."
                        .formatted(now, later.count(), later.quorum(), Voters.are(later.healthy()));
        if (later.hasQuorum()) {
            return new Allowed(sums, Optional.empty());
        }
        if (now.count() == 1 && now.healthy() == 1) {
            return new Allowed(
                    sums,
                    Optional.of(
                            "one member becomes two: writes stop until the second has started;"
                                    + " add it as a learner to avoid that"));
        }
        return new Refused(
                sums,
                now.down() > 0
                        ? "bring %s back, or remove it first, or add the newcomer as a learner"
                                .formatted(now.down() == 1 ? "the dead member" : "a dead member")
                        : "add the newcomer as a learner");
    }

    /** Whether a learner may be added: it has no vote, but only one may be on its way. */
    public static Verdict addLearner(Voters now, int learners) {
        if (now.unstarted() > 0) {
            return oneAtATime(now);
        }
        if (learners > 0) {
            return new Refused(
                    now + ". A learner is on its way already.",
                    "promote or remove that learner first");
        }
        return now.hasQuorum()
                ? new Allowed(now + ". A learner has no vote: that stays.", Optional.empty())
                : noQuorum(now);
    }

    /** Whether a learner that has caught up may get its vote. */
    public static Verdict promote(Voters now) {
        var voters = now.count() + 1;
        var sums =
                "%s. Promoted, %d voters need %d; %s healthy."
                        .formatted(
                                now, voters, Voters.quorum(voters), Voters.are(now.healthy() + 1));
        if (!now.hasQuorum()) {
            return noQuorum(now);
        }
        return now.healthy() + 1 >= Voters.quorum(voters)
                ? new Allowed(sums, Optional.empty())
                : new Refused(sums, "bring a dead member back first");
    }

    /** Whether a voter may be removed. */
    public static Verdict remove(Voters now, boolean isUp) {
        if (!now.hasQuorum()) {
            return noQuorum(now);
        }
        if (now.count() == 1) {
            return new Refused(now + ".", "the last member cannot be removed: stop it instead");
        }
        var later = now.without(isUp);
        var sums =
                "%s. Without a member that is %s: %s.".formatted(now, isUp ? "up" : "down", later);
        return later.hasQuorum()
                ? new Allowed(sums, Optional.empty())
                : new Refused(sums, "bring a dead member back first, or remove that one instead");
    }

    /**
     * Whether a dead voter may be replaced by a newcomer that may never start: removed first, then
     * the other added. Never the other way round, which would raise the quorum with a dead member
     * still in it.
     */
    public static Verdict replaceDead(Voters now) {
        return switch (remove(now, false)) {
            case Refused refused -> refused;
            case Allowed(var sums, var _) ->
                    switch (addVoter(now.without(false))) {
                        case Refused(var more, var cure) -> new Refused(sums + " " + more, cure);
                        case Allowed(var more, var warning) ->
                                new Allowed(sums + " " + more, warning);
                    };
        };
    }

    /** What becomes of the cluster when so many healthy voters end now. */
    public static Verdict lose(Voters now, int ending) {
        if (!now.hasQuorum()) {
            return noQuorum(now);
        }
        var later = new Voters(now.started(), now.unstarted(), now.healthy() - ending);
        var sums = "%s. Afterwards %s.".formatted(now, Voters.are(later.healthy()));
        return later.hasQuorum()
                ? new Allowed(
                        sums,
                        later.tolerance() > 0
                                ? Optional.empty()
                                : Optional.of("not one more may fail then"))
                : new Refused(sums, "writes would stop until enough members are back");
    }

    private static Verdict oneAtATime(Voters now) {
        return new Refused(
                now + ". A member that was added has not started.",
                "start or remove that member first: one at a time");
    }

    private static Verdict noQuorum(Voters now) {
        return new Refused(
                now + ": the quorum is lost, nothing can be decided.",
                "bring members back until %s healthy".formatted(Voters.are(now.quorum())));
    }
}
