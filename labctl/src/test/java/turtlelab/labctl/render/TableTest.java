package turtlelab.labctl.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table("NAME", "HEALTH").row("turtle1", "healthy").row("t2", "unhealthy");

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(table.lines(80))
                .containsExactly("NAME     HEALTH", "turtle1  healthy", "t2       unhealthy");
    }

    @Test
    void aNarrowTerminalNarrowsTheGapsThenCutsTheWidestCells() {
        assertThat(table.lines(17))
                .containsExactly("NAME    HEALTH", "turtle1 healthy", "t2      unhealthy");
        assertThat(table.lines(14))
                .containsExactly("NAME   HEALTH", "turtl… healthy", "t2     unheal…");
    }

    @Test
    void coloursAreLaidOnWholeWordsOnly() {
        var meaning = Map.of("healthy", Colours.Colour.GREEN, "unhealthy", Colours.Colour.YELLOW);
        assertThat(Colours.paint(table.lines(80), meaning))
                .containsExactly(
                        "NAME     HEALTH",
                        "turtle1  \033[32mhealthy\033[0m",
                        "t2       \033[33munhealthy\033[0m");
    }
}
