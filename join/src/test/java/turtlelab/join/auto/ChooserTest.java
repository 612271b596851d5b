package turtlelab.join.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes next and who goes first; whatever order they are looked at in. */
class ChooserTest {
    private static final Volunteer A = new Volunteer("a", List.of("u1"), "east", 9);
    private static final Volunteer B = new Volunteer("b", List.of("u2"), "east", 3);
    private static final Volunteer C = new Volunteer("c", List.of("u3"), "west", 5);
    private static final Board BOARD =
            Board.of(
                    List.of(
                            new Stored(AutoKeys.FLAPS + "b", "4", 1, 1),
                            new Stored(AutoKeys.FLAPS + "a", "1", 1, 1)));

    @ParameterizedTest
    @CsvSource({
        "alphabetical,a,c",
        "oldest,b,a",
        "dynamicsize,b,a",
        "zone-spread,c,a",
        "fewest-flaps,c,b"
    })
    void eachHasItsOwnOrder(String name, String next, String last) {
        var chooser = Chooser.parse(name).orElseThrow();
        for (var some : List.of(List.of(A, B, C), List.of(C, B, A), List.of(B, C, A))) {
            var hosts = new ArrayList<>(some);
            assertThat(chooser.next(hosts, List.of(A, B, C), BOARD).orElseThrow().name())
                    .isEqualTo(next);
            assertThat(chooser.last(hosts, List.of(A, B, C), BOARD).orElseThrow().name())
                    .isEqualTo(last);
        }
    }

    @Test
    void anUnknownNameIsNone() {
        assertThat(Chooser.parse("random")).isEmpty();
        assertThat(Chooser.words()).isEqualTo("alphabetical, oldest, zone-spread, fewest-flaps");
    }
}
