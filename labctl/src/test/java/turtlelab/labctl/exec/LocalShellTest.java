package turtlelab.labctl.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalShellTest {

    @TempDir Path folder;
    private final LocalShell shell = new LocalShell(Duration.ofSeconds(10));

    @Test
    void outputAndExitCodeAreKept() {
        var output = shell.run(Command.of("sh", "-c", "echo out; echo err >&2; exit 3"));
        assertThat(output).isEqualTo(new Output(3, "out\n", "err\n"));
    }

    @Test
    void aCommandFindsItsEnvironmentAndItsFolder() {
        var command =
                Command.of("sh", "-c", "echo $COLOUR; pwd")
                        .with(Map.of("COLOUR", "green"))
                        .in(folder);
        assertThat(shell.expect(command)).isEqualTo("green\n" + folder + "\n");
    }

    @Test
    void aFailureCarriesTheCommandAndWhatItSaid() {
        assertThatThrownBy(() -> shell.expect(Command.of("sh", "-c", "echo no >&2; exit 1")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("sh -c 'echo no >&2; exit 1'")
                .hasMessageEndingWith("no");
    }

    @Test
    void aCommandThatDoesNotEndIsEnded() {
        var impatient = new LocalShell(Duration.ofMillis(50));
        assertThatThrownBy(() -> impatient.run(Command.of("sleep", "60")))
                .hasMessageContaining("did not end within");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> shell.run(Command.of("no-such-program")))
                .hasMessageContaining("no-such-program");
    }

    @Test
    void followedLinesArriveOneByOne() throws InterruptedException {
        var lines = new ArrayList<String>();
        int exit = shell.follow(Command.of("sh", "-c", "echo a; echo b >&2; exit 2"), lines::add);
        assertThat(lines).containsExactly("a", "b");
        assertThat(exit).isEqualTo(2);
    }

    @Test
    void aWrittenFileHasTheWholeText() {
        var file = folder.resolve("conf");
        shell.write(file, "one\n");
        shell.write(file, "two\n");
        assertThat(file).hasContent("two\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
