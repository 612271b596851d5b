package turtlelab.node.state.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The store's rules as conversations ({@code *.script} beside this class). After a change that is
 * meant, run with {@code -Dscripts.regenerate=true}, read the difference, and commit it when you
 * understand it.
 */
class KvScriptTest {
    private static final String FOLDER = "src/test/resources/turtlelab/node/state/kv";

    @TestFactory
    Stream<DynamicTest> everyScriptIsAnsweredAsBefore() throws IOException {
        var folder = Files.isDirectory(Path.of(FOLDER)) ? Path.of(FOLDER) : Path.of("node", FOLDER);
        try (var files = Files.list(folder)) {
            var scripts = List.copyOf(files.sorted().toList());
            assertThat(scripts).hasSizeGreaterThan(5);
            return scripts.stream()
                    .map(file -> DynamicTest.dynamicTest(nameOf(file), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        var script = Files.readString(file);
        var answered = KvScript.answered(script);
        if (Boolean.getBoolean("scripts.regenerate")) {
            Files.writeString(file, answered);
        } else {
            assertThat(answered).isEqualTo(script);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
