package turtlelab.join.registry;

/**
 * One member that has registered: its identity in hexadecimal, and {@code name=url,name=url}.
 *
 * @param createdIndex when; the first so many are the members
 */
public record Entry(String id, String value, long createdIndex) {}
