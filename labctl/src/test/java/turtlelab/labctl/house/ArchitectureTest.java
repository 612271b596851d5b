package turtlelab.labctl.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use whom in labctl. The list is the architecture, so it cannot have circles. */
class ArchitectureTest {

    private static final String LABCTL = "turtlelab.labctl.";

    /** Each line may use the lines below it; packages on one line do not know each other. */
    static final List<List<String>> TOP_DOWN =
            List.of(
                    List.of("cli"),
                    List.of("ctl", "bench", "compare", "doctor", "quorum"),
                    List.of("dns", "discovery", "join", "auto"),
                    List.of("fault"),
                    List.of("lab"),
                    List.of("driver", "client"),
                    List.of("render"),
                    List.of("exec"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ArchitectureTest::isMain)
                    .importPackages("turtlelab.labctl");

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
    void onlyTheClientsKnowEtcdsMessages() {
        only(List.of("client", "ctl", "bench"), "io.etcd..", "io.grpc..").check(CLASSES);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(LABCTL + "(*)..").should().beFreeOfCycles().check(CLASSES);
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
                .resideInAPackage(LABCTL + area + "..")
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
        return areas.stream().map(area -> LABCTL + area + "..").toArray(String[]::new);
    }

    private static boolean isMain(Location location) {
        return location.contains("/target/classes/") || location.contains("/target-fast/main/");
    }

    private static String area(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(LABCTL) ? name.substring(LABCTL.length()).split("\\.", 2)[0] : "";
    }
}
