package turtlelab.labctl.ctl.flag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoDurationTest {

    @Test
    void partsAddUp() {
        assertThat(GoDuration.parse("1m30s")).contains(Duration.ofSeconds(90));
        assertThat(GoDuration.parse("1.5s")).contains(Duration.ofMillis(1500));
        assertThat(GoDuration.parse("-300ms")).contains(Duration.ofMillis(-300));
        assertThat(GoDuration.parse("0")).contains(Duration.ZERO);
    }

    @Test
    void whatHasNoUnitOrNoEndIsNone() {
        assertThat(GoDuration.parse("5")).isEmpty();
        assertThat(GoDuration.parse("")).isEmpty();
        assertThat(GoDuration.parse("5x")).isEmpty();
        assertThat(GoDuration.parse("9999999h")).isEmpty();
    }

    @Test
    void shortOnesAreWrittenInTheUnitThatFits() {
        assertThat(GoDuration.text(Duration.ofNanos(806_387))).isEqualTo("806.387µs");
        assertThat(GoDuration.text(Duration.ofNanos(1_200_000))).isEqualTo("1.2ms");
        assertThat(GoDuration.text(Duration.ofNanos(5_000_689_680L))).isEqualTo("5.00068968s");
        assertThat(GoDuration.text(Duration.ZERO)).isEqualTo("0s");
    }
}
