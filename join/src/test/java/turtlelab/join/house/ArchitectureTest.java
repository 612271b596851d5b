package turtlelab.join.house;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom in join. */
class ArchitectureTest {
    private static final String JOIN = "turtlelab.join.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/test"))
                    .importPackages("turtlelab.join");

    @Test
    void packagesUseOnlyWhatStandsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("auto")
                .definedBy(JOIN + "auto..")
                .layer("elastic")
                .definedBy(JOIN + "elastic..")
                .layer("keys")
                .definedBy(JOIN + "keys..")
                .layer("cluster")
                .definedBy(JOIN + "cluster..")
                .layer("registry")
                .definedBy(JOIN + "registry..")
                .layer("srv")
                .definedBy(JOIN + "srv..")
                .layer("quorum")
                .definedBy(JOIN + "quorum..")
                .layer("base")
                .definedBy(JOIN + "base..")
                .whereLayer("auto")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("elastic")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("keys")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cluster")
                .mayOnlyBeAccessedByLayers("auto", "elastic", "keys")
                .whereLayer("registry")
                .mayOnlyBeAccessedByLayers("elastic", "keys")
                .whereLayer("srv")
                .mayOnlyBeAccessedByLayers("elastic")
                .whereLayer("quorum")
                .mayOnlyBeAccessedByLayers("auto", "elastic", "cluster")
                .check(CLASSES);
    }
}
