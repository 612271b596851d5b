package turtlelab.node.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Who may use whom in the node. The list is the architecture, so it cannot have circles. */
class ArchitectureTest {

    private static final String NODE = "turtlelab.node.";

    /** Each line may use the lines below it; packages on one line do not know each other. */
    static final List<List<String>> TOP_DOWN =
            List.of(
                    List.of("app"),
                    List.of("http"),
                    List.of("grpc"),
                    List.of("front"),
                    List.of("peer"),
                    List.of("discovery"),
                    List.of("member", "lease", "watch", "auth", "maintenance", "auto"),
                    List.of("replica"),
                    List.of("state", "consensus"),
                    List.of("storage"),
                    List.of("base"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ArchitectureTest::isMain)
                    .importPackages("turtlelab.node");

    @Test
    void packagesUseOnlyWhatStandsBelowThem() {
        assertThat(breaches(TOP_DOWN)).isEmpty();
    }

    @Test
    void theListTurnedUpsideDownIsBroken() {
        assertThat(breaches(TOP_DOWN.reversed())).isNotEmpty();
    }

    @Test
    void everyPackageStandsInTheList() {
        var listed = TOP_DOWN.stream().flatMap(List::stream).toList();
        assertThat(CLASSES.stream().map(ArchitectureTest::area).filter(area -> !area.isEmpty()))
                .isNotEmpty()
                .isSubsetOf(listed);
    }

    @Test
    void theStateNeverAsksTheTimeTheNetworkOrChance() {
        noClasses()
                .that()
                .resideInAPackage(NODE + "state..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "org.h2..")
                .orShould()
                .dependOnClassesThat(startOrAwaitThreads())
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.time.Clock.class,
                        java.time.InstantSource.class,
                        Random.class,
                        RandomGenerator.class,
                        java.util.SplittableRandom.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyStorageKnowsH2() {
        only(List.of("storage"), "org.h2..").check(CLASSES);
    }

    @Test
    void onlyTheHttpSidesKnowJavalinAndJetty() {
        only(List.of("http", "peer", "front"), "io.javalin..", "org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClientPortKnowsEtcdsMessages() {
        only(List.of("grpc", "http"), "io.etcd..").check(CLASSES);
    }

    @Test
    void aLibraryUsedByTheWrongPackageIsFound() {
        assertThat(only(List.of("storage"), NODE + "base..").evaluate(CLASSES).hasViolation())
                .isTrue();
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(NODE + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** A map that readers may look at while the apply thread writes it does neither. */
    private static DescribedPredicate<JavaClass> startOrAwaitThreads() {
        return resideInAPackage("java.util.concurrent..")
                .and(not(simpleNameStartingWith("Concurrent")))
                .as("start or await threads");
    }

    private static List<String> breaches(List<List<String>> topDown) {
        var breaches = new ArrayList<String>();
        var above = new ArrayList<String>();
        for (var line : topDown) {
            for (var area : line) {
                var forbidden = new ArrayList<>(above);
                line.stream().filter(equal -> !equal.equals(area)).forEach(forbidden::add);
                breaches.addAll(uses(area, forbidden));
            }
            above.addAll(line);
        }
        return breaches;
    }

    private static List<String> uses(String area, List<String> forbidden) {
        if (forbidden.isEmpty()) return List.of();
        return noClasses()
                .that()
                .resideInAPackage(NODE + area + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(forbidden))
                .allowEmptyShould(true)
                .evaluate(CLASSES)
                .getFailureReport()
                .getDetails();
    }

    private static ArchRule only(List<String> areas, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages(areas))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static String[] packages(List<String> areas) {
        return areas.stream().map(area -> NODE + area + "..").toArray(String[]::new);
    }

    private static boolean isMain(Location location) {
        return location.contains("/target/classes/") || location.contains("/target-fast/main/");
    }

    private static String area(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(NODE) ? name.substring(NODE.length()).split("\\.", 2)[0] : "";
    }
}
