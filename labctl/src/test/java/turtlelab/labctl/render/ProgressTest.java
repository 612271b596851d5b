package turtlelab.labctl.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void aPipeGetsALineForEachChange() {
        try (var progress = new PlainProgress(out)) {
            progress.stage("turtle1", "starting");
            progress.stage("turtle1", "starting");
            progress.stage("turtle1", "healthy");
        }
        assertThat(bytes.toString(UTF_8)).isEqualTo("turtle1: starting\nturtle1: healthy\n");
    }

    @Test
    void aTerminalGetsOneLinePerNodeRewrittenInPlace() {
        try (var progress = new LiveProgress(out, 20)) {
            progress.stage("turtle1", "starting");
            progress.stage("turtle1", "healthy, more than healthy");
        }
        assertThat(bytes.toString(UTF_8))
                .isEqualTo("turtle1    starting\n\033[1A\033[2Kturtle1    healthy,\n");
    }
}
