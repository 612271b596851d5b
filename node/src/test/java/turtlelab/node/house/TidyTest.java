package turtlelab.node.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole repository, all modules, against the rules of the house. */
class TidyTest {

    private static final Repository REPOSITORY = Repository.ofThisTest();
    private static List<Source> sources;

    @BeforeAll
    static void readTheRepository() throws IOException {
        sources = REPOSITORY.sources();
    }

    @Test
    void theRepositoryIsReadAtAll() {
        assertThat(sources).anyMatch(source -> source.unixPath().equals("pom.xml"));
        assertThat(sources).anyMatch(source -> source.name().equals("TidyTest.java"));
        assertThat(sources).anyMatch(source -> source.has("labctl/src/main/java"));
    }

    @Test
    void filesAreShort() {
        assertKept(TextRules::shortFile);
    }

    @Test
    void linesAreShort() {
        assertKept(TextRules::shortLines);
    }

    @Test
    void timeAndChanceAreHandedIn() {
        assertKept(TextRules::givenTimeAndChance);
    }

    @Test
    void nothingIsLeftForLaterWithoutAnIssue() {
        assertKept(TextRules::noLeftovers);
    }

    @Test
    void addressesOfTheLabStandInItsFileAlone() {
        assertKept(TextRules::noLabAddress);
    }

    @Test
    void methodsAreShortTypesAreNamedAndTestsAreAlive() {
        assertThat(TreeRules.check(sources)).isEmpty();
    }

    @Test
    void linksInDocumentsLeadSomewhere() {
        assertKept(new LinkRule(REPOSITORY::has));
    }

    @Test
    void packagesAreSmall() {
        assertThat(PackageRules.small(sources)).isEmpty();
    }

    @Test
    void packagesAreNamedAfterWhatTheyHold() {
        assertThat(PackageRules.named(sources)).isEmpty();
    }

    @Test
    void packagesAreIntroduced() {
        assertThat(PackageRules.introduced(sources)).isEmpty();
    }

    private static void assertKept(Rule rule) {
        assertThat(sources.stream().flatMap(source -> rule.check(source).stream())).isEmpty();
    }
}
