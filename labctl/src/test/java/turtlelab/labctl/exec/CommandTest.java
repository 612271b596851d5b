package turtlelab.labctl.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void aCommandIsShownReadyToPaste() {
        assertThat(Command.of("sh", "-c", "echo it's $X", "a=1").shown())
                .isEqualTo("sh -c 'echo it'\\''s $X' a=1");
    }
}
