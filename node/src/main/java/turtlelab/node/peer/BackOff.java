package turtlelab.node.peer;

/** Pauses between attempts to connect: short at first, since a restarted member is soon back. */
final class BackOff {
    private static final int FIRST_MILLIS = 50;
    private static final int LONGEST_MILLIS = 1000;

    private int next = FIRST_MILLIS;

    int nextMillis() {
        var pause = next;
        next = Math.min(2 * next, LONGEST_MILLIS);
        return pause;
    }

    void succeeded() {
        next = FIRST_MILLIS;
    }
}
