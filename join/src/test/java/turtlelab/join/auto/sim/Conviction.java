package turtlelab.join.auto.sim;

/** A promise was broken; the message says which, and when. */
final class Conviction extends RuntimeException {
    private static final long serialVersionUID = 1;

    Conviction(String message) {
        super(message);
    }
}
