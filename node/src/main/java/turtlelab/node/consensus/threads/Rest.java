package turtlelab.node.consensus.threads;

/** How a thread sleeps that others have to wake. */
public interface Rest {
    /** Sleeps until somebody wakes it, or the time is over; may end early. The owner only. */
    void sleep(long nanos);

    /** Ends the sleep, or the next one if there is none now. Any other thread. */
    void wake();
}
