package turtlelab.labctl.quorum;

import java.util.ArrayList;
import java.util.List;
import turtlelab.join.quorum.QuorumGuard;
import turtlelab.join.quorum.Verdict;
import turtlelab.join.quorum.Voters;

/**
 * Works through changes of a cluster on paper, one at a time, as they would have to be done.
 *
 * @param lines what to tell, in order
 * @param allowed whether every step was
 */
public record Sums(List<String> lines, boolean allowed) {
    public Sums {
        lines = List.copyOf(lines);
    }

    /** Changes to work through: dead ones removed, living ones removed, members added. */
    public record Plan(int removeDead, int remove, int add, boolean asLearners) {}

    /** The sums for members of whom some are down. */
    public static Sums of(Voters now, Plan plan) {
        var sums = new Building(now);
        sums.lines.add(describe(now));
        sums.each(plan.removeDead(), "remove a dead member", Building::removeDead);
        sums.each(plan.remove(), "remove a member that is up", Building::removeLiving);
        sums.each(
                plan.add(),
                plan.asLearners() ? "add a learner" : "add a voter",
                plan.asLearners() ? Building::addLearner : Building::addVoter);
        return new Sums(sums.lines, sums.allowed);
    }

    private static String describe(Voters now) {
        var tolerance =
                now.hasQuorum()
                        ? "writes go on, %d more may fail".formatted(now.tolerance())
                        : "writes have stopped";
        return now + ": " + tolerance + ".";
    }

    /** One verdict as lines for people. */
    public static List<String> told(String what, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(var sums, var warning) -> {
                var lines = new ArrayList<>(List.of(what + ": safe. " + sums));
                warning.ifPresent(it -> lines.add("  warning: " + it));
                yield lines;
            }
            case Verdict.Refused(var sums, var cure) ->
                    List.of(what + ": NOT safe. " + sums, "  instead: " + cure);
        };
    }

    /** The state of the paper. */
    private static final class Building {
        private final List<String> lines = new ArrayList<>();
        private Voters now;
        private boolean allowed = true;

        Building(Voters now) {
            this.now = now;
        }

        private interface Step {
            Verdict take(Building sums);
        }

        /** Stops at the first step that is refused: those behind it would stand on it. */
        void each(int times, String what, Step step) {
            for (int i = 0; i < times && allowed; i++) {
                var verdict = step.take(this);
                lines.addAll(told(what, verdict));
                allowed = verdict.allowed();
            }
        }

        Verdict addVoter() {
            var verdict = QuorumGuard.addVoter(now);
            now = new Voters(now.started() + 1, now.unstarted(), now.healthy() + 1);
            return verdict;
        }

        /** A learner is promoted before the next one comes. */
        Verdict addLearner() {
            var verdict = QuorumGuard.addLearner(now, 0);
            var promoted = QuorumGuard.promote(now);
            now = new Voters(now.started() + 1, now.unstarted(), now.healthy() + 1);
            return verdict.allowed() ? promoted : verdict;
        }

        Verdict removeDead() {
            var verdict =
                    now.down() == 0
                            ? new Verdict.Refused(now + ": nobody is down.", "remove a living one")
                            : QuorumGuard.remove(now, false);
            now = verdict.allowed() ? gone(now.healthy()) : now;
            return verdict;
        }

        Verdict removeLiving() {
            var verdict = QuorumGuard.remove(now, true);
            now = verdict.allowed() ? gone(now.healthy() - 1) : now;
            return verdict;
        }

        private Voters gone(int healthy) {
            return new Voters(now.started() - 1, now.unstarted(), healthy);
        }
    }
}
