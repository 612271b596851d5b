package turtlelab.join.cluster;

import java.time.Duration;

/** What one probe of a member showed. */
public record Health(State state, String reason, Duration took) {
    /** Three states, because "we could not tell" must never be read as "dead". */
    public enum State {
        /** It answers and knows a leader. */
        ALIVE,
        /** It answers but knows no leader, or could not be asked, or somebody else sees it. */
        UNKNOWN,
        /** Nobody listens where it lives. */
        DEAD
    }

    public boolean alive() {
        return state == State.ALIVE;
    }

    public boolean dead() {
        return state == State.DEAD;
    }
}
