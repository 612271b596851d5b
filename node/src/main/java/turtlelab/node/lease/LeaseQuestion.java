package turtlelab.node.lease;

/** How long a lease still runs, and which keys it has. */
public record LeaseQuestion(long id, boolean keys) {}
