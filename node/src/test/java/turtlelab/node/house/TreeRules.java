package turtlelab.node.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Rules that need Java's grammar; the JDK's own parser reads it. */
final class TreeRules {

    static final int MOST_METHOD_LINES = 50;

    /** Names that say nothing about what a type is for. */
    private static final Pattern EMPTY_NAME =
            Pattern.compile("\\w*(?:Util|Utils|Manager|Helper|Impl|Common)|Abstract[A-Z]\\w*");

    private static final Set<String> STEPS = Set.of("Given", "When", "Then", "And", "But");

    private TreeRules() {}

    /** All rules for all sources at once: every file is parsed only once, by one parser. */
    static List<Finding> check(List<Source> sources) {
        var texts = new LinkedHashMap<URI, Text>();
        sources.stream()
                .filter(Source::isJava)
                .map(Text::new)
                .forEach(text -> texts.put(text.toUri(), text));
        var findings = new ArrayList<Finding>();
        var javac = ToolProvider.getSystemJavaCompiler();
        var options = List.of("-proc:none");
        var task = (JavacTask) javac.getTask(null, null, _ -> {}, options, null, texts.values());
        try {
            for (var unit : task.parse())
                new Scanner(
                                texts.get(unit.getSourceFile().toUri()).source,
                                unit,
                                Trees.instance(task),
                                findings)
                        .scan(unit, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }

    /** A source as the parser wants it. */
    private static final class Text extends SimpleJavaFileObject {
        private final Source source;

        Text(Source source) {
            super(URI.create("string:///" + source.name()), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }

    private static final class Scanner extends TreeScanner<Void, Void> {
        private final Source source;
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Finding> findings;

        Scanner(Source source, CompilationUnitTree unit, Trees trees, List<Finding> findings) {
            this.source = source;
            this.unit = unit;
            this.trees = trees;
            this.findings = findings;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            var name = type.getSimpleName().toString();
            if (EMPTY_NAME.matcher(name).matches())
                report(type, "the name " + name + " says nothing about what the type is for");
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
                var lines = lineOf(end(method)) - lineOf(start(method)) + 1;
                if (lines > MOST_METHOD_LINES)
                    report(method, method.getName() + " has " + lines + " lines");
                if (isStep(method) && method.getBody().getStatements().isEmpty())
                    report(
                            method,
                            method.getName() + " is an empty step: it passes and proves nothing");
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void unused) {
            if (nameOf(annotation).equals("Disabled"))
                report(annotation, "a disabled test is a promise nobody keeps");
            return super.visitAnnotation(annotation, null);
        }

        private static boolean isStep(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> STEPS.contains(nameOf(annotation)));
        }

        private static String nameOf(AnnotationTree annotation) {
            var name = annotation.getAnnotationType().toString();
            return name.substring(name.lastIndexOf('.') + 1);
        }

        private void report(Tree tree, String what) {
            findings.add(source.finding((int) lineOf(start(tree)), what));
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit, tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit, tree);
        }

        private long lineOf(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
