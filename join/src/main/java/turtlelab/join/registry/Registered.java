package turtlelab.join.registry;

/** How registering went. */
public sealed interface Registered {
    /** All founders are there: {@code name=url,...}. */
    record Complete(String initialCluster) implements Registered {}

    /** So many had registered before. */
    record Full(int size) implements Registered {}

    /** This identity had registered before, from a data dir that is gone. */
    record DuplicateId() implements Registered {}

    /** Two of the founders have one name. */
    record DuplicateName() implements Registered {}

    /** The token cannot be used. */
    record Unusable(String why) implements Registered {}
}
