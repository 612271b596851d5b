package turtlelab.join.auto.sim;

/** An entry of the membership. */
record SimMember(long id, SimHost host, boolean learner, boolean started) {
    SimMember promoted() {
        return new SimMember(id, host, false, started);
    }

    SimMember running() {
        return new SimMember(id, host, learner, true);
    }

    /** Whether it answers, and as this member. */
    boolean alive() {
        return host.up && host.serving && host.data == id;
    }
}
