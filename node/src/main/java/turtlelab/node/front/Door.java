package turtlelab.node.front;

/**
 * A protocol and who speaks it. Doors are asked in order; the first that says yes gets the
 * connection.
 */
public record Door(Matcher matcher, Receiver receiver) {}
