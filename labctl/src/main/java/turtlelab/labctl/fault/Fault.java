package turtlelab.labctl.fault;

/** Something bad that is done on purpose, and can be undone. Both halves are safe to repeat. */
public interface Fault {

    /** What it does to whom, as a phrase: {@code kill turtle2}. */
    String name();

    /** Does it. */
    void strike() throws InterruptedException;

    /** Undoes it. */
    void heal() throws InterruptedException;
}
