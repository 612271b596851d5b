package turtlelab.node.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rules about packages: what they are called, how big they are, what introduces them. */
final class PackageRules {

    static final int MOST_FILES = 18;

    private static final String PURPOSE = "package-info.java";

    private static final Set<String> EMPTY_NAMES =
            Set.of("util", "utils", "common", "impl", "manager", "helper", "helpers", "misc");

    private PackageRules() {}

    static List<Finding> small(List<Source> sources) {
        var findings = new ArrayList<Finding>();
        packages(sources)
                .forEach(
                        (folder, files) -> {
                            var count = files.stream().filter(f -> !isPurpose(f)).count();
                            if (count > MOST_FILES)
                                findings.add(new Finding(folder, 1, count + " files in a package"));
                        });
        return findings;
    }

    static List<Finding> named(List<Source> sources) {
        return packages(sources).keySet().stream()
                .filter(folder -> EMPTY_NAMES.contains(folder.getFileName().toString()))
                .map(folder -> new Finding(folder, 1, "the package's name says nothing"))
                .toList();
    }

    /** A test package is introduced by the package of the same name in the main tree, too. */
    static List<Finding> introduced(List<Source> sources) {
        var introduced =
                sources.stream()
                        .filter(PackageRules::isPurpose)
                        .map(source -> nameOf(source.path().getParent()))
                        .collect(toSet());
        return packages(sources).keySet().stream()
                .filter(folder -> !introduced.contains(nameOf(folder)))
                .map(folder -> new Finding(folder, 1, "no " + PURPOSE))
                .toList();
    }

    private static boolean isPurpose(Source source) {
        return source.name().equals(PURPOSE);
    }

    private static Map<Path, List<Source>> packages(List<Source> sources) {
        return sources.stream()
                .filter(Source::isJava)
                .filter(source -> source.has("src/main/java") || source.has("src/test/java"))
                .collect(groupingBy(source -> source.path().getParent(), TreeMap::new, toList()));
    }

    private static String nameOf(Path folder) {
        return folder.toString().replaceFirst(".*src.(?:main|test).java.", "");
    }
}
