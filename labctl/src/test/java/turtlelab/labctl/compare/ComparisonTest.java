package turtlelab.labctl.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.compare.Comparison.Way;
import turtlelab.labctl.compare.Strip.Mark;

class ComparisonTest {

    private static final Duration STEP = Duration.ofMillis(100);

    private static Strip strip(String drawn, Mark... marks) {
        var acknowledged = drawn.chars().mapToObj(sign -> sign == '#').toList();
        return new Strip(STEP, acknowledged, List.of(marks));
    }

    private static Mark mark(int millis, String what) {
        return new Mark(Duration.ofMillis(millis), what);
    }

    @Test
    void theLongestOutageIsTheLongestRunOfLostWrites() {
        var strip = strip("##..#....#.");
        assertThat(strip.longestOutage()).isEqualTo(Duration.ofMillis(400));
        assertThat(strip.lost()).isEqualTo(7);
        assertThat(strip("####").longestOutage()).isZero();
    }

    @Test
    void theFirstWriteIsTheFirstThatWasAcknowledged() {
        assertThat(strip("...#.#").firstWrite()).isEqualTo(Duration.ofMillis(300));
        assertThat(strip("...").firstWrite()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void bothWaysAreDrawnOnOneScaleWithTheirMarksBelow() {
        var comparison =
                new Comparison(
                        "One becomes two.",
                        List.of(
                                new Way(
                                        "at once",
                                        strip("##..##", mark(230, "added"), mark(260, "started")),
                                        "a hole"),
                                new Way("later", strip("######", mark(590, "added")), "no hole")));
        assertThat(comparison.lines(80))
                .containsExactly(
                        "One becomes two.",
                        "Each sign is 100 ms: # writes were acknowledged within 500 ms, . not all"
                                + " were.",
                        "",
                        "at once  ##..##",
                        "           12",
                        "  1 added 0.2 s, 2 started 0.3 s",
                        "",
                        "later    ######",
                        "              1",
                        "  1 added 0.6 s",
                        "",
                        "at once: a hole",
                        "later: no hole");
    }

    @Test
    void aSignOfANarrowTerminalStandsForSeveralWritesAndHidesNoLostOne() {
        var acknowledged = IntStream.range(0, 60).mapToObj(i -> i != 31).toList();
        var strip = new Strip(STEP, acknowledged, List.of(mark(3100, "lost")));
        var lines = new Comparison("", List.of(new Way("way", strip, ""))).lines(25);
        assertThat(lines)
                .contains(
                        "Each sign is 300 ms: # writes were acknowledged within 500 ms, . not all"
                                + " were.",
                        "way  ##########.#########",
                        "               1");
    }

    @Test
    void programsGetEveryWrite() {
        var way = new Way("way", strip(".##", mark(40, "started")), "");
        assertThat(new Comparison("title", List.of(way)).json())
                .contains("\"title\":\"title\"")
                .contains("\"strip\":\".##\"")
                .contains("\"longestOutageMillis\":100")
                .contains("\"marks\":[{\"atMillis\":40,\"what\":\"started\"}]");
    }
}
