package turtlelab.node.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A link in a document leads to a file that is there. Web addresses are not followed. */
record LinkRule(Predicate<Path> exists) implements Rule {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]+)(?:#[^)\\s]*)?\\)");

    @Override
    public List<Finding> check(Source source) {
        if (!source.is("md")) return List.of();
        var findings = new ArrayList<Finding>();
        var lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            var links = LINK.matcher(lines.get(i));
            while (links.find())
                if (!leadsSomewhere(source.path(), links.group(1)))
                    findings.add(source.finding(i + 1, links.group(1) + " is not there"));
        }
        return findings;
    }

    private boolean leadsSomewhere(Path document, String target) {
        if (target.contains("://") || target.startsWith("mailto:")) return true;
        return exists.test(document.resolveSibling(target).normalize());
    }
}
