package turtlelab.node.house;

import java.nio.file.Path;

/** One breach of a house rule, told so that an editor can jump to it. */
record Finding(Path file, int line, String what) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
