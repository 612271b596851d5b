package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What documents say to be shown by a test, a scenario or a transcript: that there is such a one.
 */
class CoverageTest {
    private static final Pattern METHOD = Pattern.compile("\\b([A-Z]\\w+)#(\\w+)");
    private static final Pattern SCENARIO = Pattern.compile("`(\\w+\\.feature)#([^`]+)`");
    private static final Pattern CLASS = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT)\\b");
    private static final Pattern FILE = Pattern.compile("\\b\\w+\\.(?:feature|transcript)\\b");
    private static final Pattern ROW = Pattern.compile("^\\| (?!row|---).*");

    private final List<Source> sources;

    CoverageTest() throws IOException {
        sources = Repository.ofThisTest().sources();
    }

    @ParameterizedTest
    @CsvSource({"joining-coverage.md, 200", "seeds-coverage.md, 90", "v3-coverage.md, 40"})
    void everythingThatIsNamedIsThere(String document, int atLeast) {
        var text = document(document).text();
        assertThat(METHOD.matcher(text).results())
                .allMatch(it -> anyHas(it.group(1) + ".java", " void " + it.group(2) + "("));
        assertThat(SCENARIO.matcher(text).results())
                .allMatch(it -> isScenario(it.group(1), it.group(2)));
        assertThat(CLASS.matcher(text).results()).allMatch(it -> isFile(it.group() + ".java"));
        assertThat(FILE.matcher(text).results()).allMatch(it -> isFile(it.group()));
        assertThat(CLASS.matcher(text).results().count() + FILE.matcher(text).results().count())
                .as("names that were found")
                .isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void everyRowAboutJoiningIsShownOrLeftWithAReason() {
        assertThat(document("joining-coverage.md").lines())
                .filteredOn(line -> ROW.matcher(line).matches())
                .isNotEmpty()
                .allMatch(line -> line.contains("#") || line.contains("*left*") || isSame(line));
    }

    private static boolean isSame(String line) {
        return line.endsWith("| the same |");
    }

    private Source document(String name) {
        return sources.stream()
                .filter(it -> it.unixPath().equals("docs/" + name))
                .findFirst()
                .orElseThrow();
    }

    private boolean isScenario(String file, String title) {
        return anyHas(file, "Scenario: " + title + "\n")
                || anyHas(file, "Scenario Outline: " + title + "\n");
    }

    private boolean isFile(String name) {
        return sources.stream().anyMatch(it -> it.name().equals(name));
    }

    private boolean anyHas(String name, String text) {
        return sources.stream().anyMatch(it -> it.name().equals(name) && it.text().contains(text));
    }
}
