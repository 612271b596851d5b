package turtlelab.node.house;

import java.nio.file.Path;
import java.util.List;

/** A text file of the repository. The path is relative to the repository's root. */
record Source(Path path, String text) {

    Source(String path, String text) {
        this(Path.of(path), text);
    }

    List<String> lines() {
        return text.lines().toList();
    }

    boolean is(String extension) {
        return name().endsWith("." + extension);
    }

    boolean isJava() {
        return is("java");
    }

    /** Code that runs for a user, as opposed to tests, documents and build files. */
    boolean isMain() {
        return has("src/main") || has("bin") || has("bootstrap");
    }

    boolean isTest() {
        return has("src/test");
    }

    boolean isScript() {
        return is("sh") || text.startsWith("#!");
    }

    /** Whether {@code folders} stand somewhere in the path, one after another. */
    boolean has(String folders) {
        return ("/" + unixPath()).contains("/" + folders + "/");
    }

    String name() {
        return path.getFileName().toString();
    }

    String unixPath() {
        return path.toString().replace('\\', '/');
    }

    Finding finding(int line, String what) {
        return new Finding(path, line, what);
    }
}
