package turtlelab.node.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void eachIsCountedOnceBelowItsBound() {
        var some = Durations.from(0.001, 3);
        some.add(0);
        some.add(1_000_000);
        some.add(1_000_001);
        some.add(4_000_000);
        some.add(60_000_000_000L);
        assertThat(some.bounds()).containsExactly(0.001, 0.002, 0.004, Double.POSITIVE_INFINITY);
        assertThat(some.counts()).containsExactly(2, 1, 1, 1);
        assertThat(some.seconds()).isEqualTo(60.006000001);
    }

    @Test
    void whatLastsForCenturiesIsCountedToo() {
        var some = Durations.from(1, 24);
        some.addSeconds(9_000_000_000L);
        some.addSeconds(9_000_000_000L);
        some.addSeconds(2);
        assertThat(some.counts()).hasSize(25).startsWith(0, 1).endsWith(2);
        assertThat(some.seconds()).isEqualTo(18_000_000_002.0);
    }

    @Test
    void theBoundsForADiskAreEtcds() {
        assertThat(Durations.ofDisk().bounds()).hasSize(15).contains(0.001, 0.512, 8.192);
    }
}
