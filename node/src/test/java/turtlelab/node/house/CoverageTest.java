package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What documents say to be shown by a test or a scenario: that there is such a one. */
class CoverageTest {
    private static final Pattern CLAIM = Pattern.compile("`([A-Za-z_.0-9]+)#([^`]+)`");
    private static final Pattern ROW = Pattern.compile("^\\| (?!row|---).*");

    private final List<Source> sources;

    CoverageTest() throws IOException {
        sources = Repository.ofThisTest().sources();
    }

    private Source document() {
        return sources.stream()
                .filter(it -> it.unixPath().equals("docs/joining-coverage.md"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyTestAndScenarioThatIsNamedIsThere() {
        var missing = new ArrayList<String>();
        var claims = CLAIM.matcher(document().text());
        int count = 0;
        while (claims.find()) {
            count++;
            if (!isThere(claims.group(1), claims.group(2))) {
                missing.add(claims.group());
            }
        }
        assertThat(count).isGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    private boolean isThere(String file, String what) {
        return file.endsWith(".feature")
                ? anyHas(file, "Scenario: " + what + "\n")
                : anyHas(file + ".java", " void " + what + "(");
    }

    private boolean anyHas(String name, String text) {
        return sources.stream().anyMatch(it -> it.name().equals(name) && it.text().contains(text));
    }

    @Test
    void everyRowIsShownOrLeftWithAReason() {
        assertThat(document().lines().stream().filter(line -> ROW.matcher(line).matches()))
                .isNotEmpty()
                .allMatch(line -> line.contains("#") || line.contains("*left*") || isSame(line));
    }

    private static boolean isSame(String line) {
        return line.endsWith("| the same |");
    }
}
