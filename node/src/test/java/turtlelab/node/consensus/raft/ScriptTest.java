package turtlelab.node.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole conversations as text, after etcd-io/raft's: a verb, a line of dashes, then everything the
 * nodes did and said. After a wanted change run this test with {@code -Draft.rewrite=true} and
 * commit the new text only when every line of the difference is understood. Verbs are in {@link
 * Conversation}.
 */
final class ScriptTest {
    private static final String DASHES = "----";

    @TestFactory
    Stream<DynamicTest> conversations() throws IOException {
        var scripts = scripts();
        assertThat(scripts).hasSizeGreaterThanOrEqualTo(15);
        return scripts.stream()
                .map(script -> DynamicTest.dynamicTest(name(script), () -> check(script)));
    }

    private static void check(Path script) throws IOException {
        var written = Files.readString(script);
        var spoken = replay(written);
        if (Boolean.getBoolean("raft.rewrite")) {
            Files.writeString(script, spoken);
        } else {
            assertThat(spoken).isEqualTo(written);
        }
    }

    /** The same script with what is said now. Comments and blank lines stay. */
    private static String replay(String script) {
        var conversation = new Conversation();
        var lines = new ArrayList<String>();
        boolean inAnswer = false;
        for (var line : script.lines().toList()) {
            if (line.equals(DASHES)) {
                inAnswer = true;
            } else if (line.isBlank() || line.startsWith("#")) {
                inAnswer = false;
                lines.add(line);
            } else if (!inAnswer) {
                lines.add(line);
                lines.add(DASHES);
                lines.addAll(conversation.run(line));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<Path> scripts() throws IOException {
        var here = Path.of("src/test/resources/raft");
        var folder = Files.isDirectory(here) ? here : Path.of("node").resolve(here);
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".script")).sorted().toList();
        }
    }

    private static String name(Path script) {
        return script.getFileName().toString();
    }
}
