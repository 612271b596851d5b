package turtlelab.join.auto.sim;

/** One host: its process, its data, and the server that it runs while it is a member. */
final class SimHost {
    static final long NEVER = Long.MAX_VALUE;

    final String name;
    final int number;

    /** The process runs. */
    boolean up;

    /** The identity in its data dir; 0 for none. */
    long data;

    /** Its server runs. */
    boolean serving;

    /** Its server is about to run. */
    boolean starting;

    /** Its server never comes up: a taken port, a full disk. */
    boolean broken;

    /** When its server ended, or the host; for how the leader sees it. */
    long silentSince;

    /** When its learner has the log. */
    long caughtUpAt = NEVER;

    /** Raised by each crash: what an older life began does not go on. */
    int life;

    SimHost(int number) {
        this.number = number;
        this.name = "h" + number;
    }

    String url() {
        return "http://10.9.8." + number + ":2380";
    }

    void crash(long now) {
        if (serving) {
            silentSince = now;
        }
        up = false;
        serving = false;
        starting = false;
        life++;
    }

    void stopServing(long now) {
        if (serving) {
            silentSince = now;
        }
        serving = false;
        starting = false;
        data = 0;
        caughtUpAt = NEVER;
        life++;
    }
}
