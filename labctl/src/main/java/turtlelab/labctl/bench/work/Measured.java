package turtlelab.labctl.bench.work;

/**
 * What one run of a load showed.
 *
 * @param perSecond acknowledged calls
 * @param errors calls that failed
 */
public record Measured(double perSecond, long p50Nanos, long p99Nanos, long errors) {}
