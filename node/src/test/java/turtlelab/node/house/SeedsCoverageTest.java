package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever {@code docs/seeds-coverage.md} names as shown is there. */
class SeedsCoverageTest {

    private static final Pattern TEST = Pattern.compile("([A-Z]\\w+)#(\\w+)");
    private static final Pattern SCENARIO = Pattern.compile("(\\w+[.]feature) \"([^\"]+)\"");
    private static final Path ROOT = Path.of("..");

    @Test
    void everyTestAndScenarioThatIsNamedExists() throws IOException {
        var document = Files.readString(ROOT.resolve("docs/seeds-coverage.md"));
        var tests = TEST.matcher(document).results().toList();
        assertThat(tests).hasSizeGreaterThan(60);
        assertThat(tests)
                .allSatisfy(
                        named ->
                                assertThat(text(named.group(1) + ".java"))
                                        .as(named.group())
                                        .contains("void " + named.group(2) + "("));
        assertThat(SCENARIO.matcher(document).results())
                .isNotEmpty()
                .allSatisfy(
                        named ->
                                assertThat(text(named.group(1)))
                                        .as(named.group())
                                        .containsPattern(
                                                "Scenario(?: Outline)?: "
                                                        + Pattern.quote(named.group(2))
                                                        + "\n"));
    }

    /** The text of the file of this name among all tests, empty where there is none. */
    private static String text(String name) {
        return Stream.of("node", "labctl", "join", "features")
                .flatMap(module -> found(ROOT.resolve(module).resolve("src/test"), name).stream())
                .findFirst()
                .orElse("");
    }

    private static List<String> found(Path folder, String name) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(name)).map(SeedsCoverageTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
