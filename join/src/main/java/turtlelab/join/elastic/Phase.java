package turtlelab.join.elastic;

/** Whether a cluster is still to be founded. */
public enum Phase {
    FOUNDING,
    EXISTING;

    /**
     * Decides by what is listed: fewer than a majority means that the founders are still gathering;
     * all of them, that they have met; in between only a living member can tell.
     *
     * @param listed entries of the source
     * @param size that the <em>source</em> says, not what a joiner wants it to become
     * @param anyActive whether some member lives and knows a leader
     */
    public static Phase of(int listed, int size, boolean anyActive) {
        if (listed < size / 2 + 1) {
            return FOUNDING;
        }
        return listed >= size || anyActive ? EXISTING : FOUNDING;
    }
}
