package turtlelab.join.auto;

import java.time.Duration;

/**
 * How quickly the loop acts and how far it may go.
 *
 * @param chooser who comes and goes
 * @param least members that are never gone below
 * @param listen how long all must have been calm before a member that wants to leave is let go:
 *     longer than a member can be silent without being noticed
 * @param settle how long all must have been calm before a member is taken away that would stay
 * @param start how long a nominated host has until it must have its vote
 * @param deadAfter how long a member must have been silent to count as dead
 */
public record Pace(
        Chooser chooser,
        int least,
        Duration listen,
        Duration settle,
        Duration start,
        Duration deadAfter) {
    private static final Duration SHORTEST_PENALTY = Duration.ofSeconds(30);
    private static final Duration LONGEST_PENALTY = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    /** What is taken when nobody says otherwise. */
    public static final Pace DEFAULT =
            new Pace(
                    Chooser.ALPHABETICAL,
                    1,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    /** For how long a failure is remembered. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** How long a host that failed so often of late is left alone: 30 s, 60 s, ... 10 min. */
    public static Duration penalty(int flaps) {
        var doubled =
                SHORTEST_PENALTY.multipliedBy(
                        1L << Math.min(Math.max(flaps, 1) - 1, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_PENALTY) > 0 ? LONGEST_PENALTY : doubled;
    }
}
