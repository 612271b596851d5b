package turtlelab.labctl.driver;

/**
 * A node's daemon as the machine sees it now.
 *
 * @param residentBytes memory it holds (RSS), 0 where unknown
 */
public record NodeProcess(long pid, boolean paused, long residentBytes) {}
