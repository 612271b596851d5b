package turtlelab.node.http.v2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1500, 1.5µs",
        "20000000, 20ms",
        "1234567890, 1.23456789s",
        "583430495358, 9m43.430495358s",
        "60000000000, 1m0s",
        "36000000000000, 10h0m0s",
        "-1500, -1.5µs",
        "10000000000, 10s",
    })
    void durationsReadAsGoPrintsThem(long nanos, String text) {
        assertThat(GoDurationText.of(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
