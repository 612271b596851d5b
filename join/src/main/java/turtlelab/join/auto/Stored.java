package turtlelab.join.auto;

/**
 * A key of the v3 key space as it is now.
 *
 * @param created revision at which it came to be
 * @param modified revision of its newest version
 */
public record Stored(String key, String value, long created, long modified) {}
