package turtlelab.labctl.bench.work;

/**
 * What one run of a load showed.
 *
 * @param perSecond acknowledged calls
 * @param errors calls that failed
 */
public record Measured(double perSecond, long p50Nanos, long p99Nanos, long errors) {

    /** A run of so long, in which these calls were acknowledged and so many failed. */
    static Measured of(Latencies acknowledged, long nanos, long errors) {
        return new Measured(
                acknowledged.count() / (nanos / 1e9),
                acknowledged.quantile(0.5),
                acknowledged.quantile(0.99),
                errors);
    }
}
