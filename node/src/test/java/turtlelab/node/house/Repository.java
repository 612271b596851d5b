package turtlelab.node.house;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The working tree this test runs in: all modules, without what builds and labs leave behind. */
record Repository(Path root) {

    private static final Set<String> NOT_OURS =
            Set.of(".git", ".lab", ".vagrant", ".idea", "target", "target-fast");

    /** Looks upwards from the current folder; Maven runs tests in the module's. */
    static Repository ofThisTest() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        return new Repository(folder);
    }

    boolean has(Path relative) {
        return Files.exists(root.resolve(relative));
    }

    /** Every text file but Maven's own wrapper. */
    List<Source> sources() throws IOException {
        var sources = new ArrayList<Source>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes unused) {
                        return NOT_OURS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile() && !isWrapper(file)) add(file, sources);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sources;
    }

    private static boolean isWrapper(Path file) {
        return file.getFileName().toString().startsWith("mvnw");
    }

    private void add(Path file, List<Source> sources) throws IOException {
        try {
            sources.add(new Source(root.relativize(file), Files.readString(file)));
        } catch (MalformedInputException _) {
            // Not text: no rule reads it.
        }
    }
}
