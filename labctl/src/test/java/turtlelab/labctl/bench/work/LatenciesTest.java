package turtlelab.labctl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void quantilesAreAtMostThreePercentOff() {
        LongStream.rangeClosed(1, 1000).map(n -> n * 1_000_000).forEach(latencies::add);
        assertThat(latencies.count()).isEqualTo(1000);
        assertThat(latencies.quantile(0.5)).isCloseTo(500_000_000, withPercentage(3.2));
        assertThat(latencies.quantile(0.99)).isCloseTo(990_000_000, withPercentage(3.2));
    }

    @Test
    void theShortestAndTheLongestHaveAPlace() {
        latencies.add(0);
        latencies.add(Long.MAX_VALUE);
        assertThat(latencies.quantile(0.5)).isZero();
        assertThat(latencies.quantile(1)).isCloseTo(Long.MAX_VALUE, withPercentage(3.2));
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(latencies.quantile(0.99)).isZero();
    }
}
