package turtlelab.join.auto;

/**
 * What to do and why.
 *
 * @param why for people, whole clauses
 * @param sums of the guard; empty where it had no say
 */
public record Decision(Step step, String why, String sums) {
    static Decision of(Step step, String why) {
        return new Decision(step, why, "");
    }

    static Decision hold(String why) {
        return of(new Step.Hold(), why);
    }
}
