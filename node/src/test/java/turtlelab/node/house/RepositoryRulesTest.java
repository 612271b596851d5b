package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepositoryRulesTest {

    private static final String MAIN = "node/src/main/java/turtlelab/node/state/";
    private static final String TEST = "node/src/test/java/turtlelab/node/state/";

    @Test
    void aPackageOf18FilesAndItsPurposeIsTheBiggest() {
        assertThat(PackageRules.small(files(18))).isEmpty();
        assertThat(PackageRules.small(files(19)))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.what()).isEqualTo("19 files in a package"));
    }

    @Test
    void aPackageWithoutAPurposeIsFound() {
        var bare = new Source(MAIN + "A.java", "");
        var test = new Source(TEST + "ATest.java", "");
        var purpose = new Source(MAIN + "package-info.java", "");
        assertThat(PackageRules.introduced(List.of(bare, test))).hasSize(2);
        assertThat(PackageRules.introduced(List.of(bare, test, purpose))).isEmpty();
    }

    @Test
    void aPackageNamedAfterNothingIsFound() {
        var util = new Source("node/src/main/java/turtlelab/node/util/A.java", "");
        assertThat(PackageRules.named(List.of(util))).hasSize(1);
        assertThat(PackageRules.named(files(1))).isEmpty();
    }

    @Test
    void aLinkToAFileThatIsGoneIsFound() {
        var rule = new LinkRule(path -> path.equals(Path.of("docs/b.md")));
        assertThat(rule.check(new Source("docs/a.md", "[b](b.md) [b](../docs/b.md#part)")))
                .isEmpty();
        assertThat(rule.check(new Source("docs/a.md", "see [x](https://x.org) and [top](#top)")))
                .isEmpty();
        assertThat(rule.check(new Source("docs/a.md", "\n[b](b.md) [c](c.md)")))
                .hasToString("[docs/a.md:2: c.md is not there]");
    }

    private static List<Source> files(int count) {
        return IntStream.rangeClosed(0, count)
                .mapToObj(i -> i == 0 ? "package-info.java" : "A" + i + ".java")
                .map(name -> new Source(MAIN + name, ""))
                .toList();
    }
}
