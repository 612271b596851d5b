package turtlelab.node.lease.queue;

import turtlelab.node.replica.Outcome;

/** What came of entering a queue. */
public sealed interface Entry {
    /** The place is taken, perhaps since earlier: a lease has one place in a queue. */
    record Taken(Place place) implements Entry {}

    /** Refused, not applied, or nobody knows. */
    record Failed(Outcome outcome) implements Entry {}
}
