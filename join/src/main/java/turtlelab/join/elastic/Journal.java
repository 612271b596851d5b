package turtlelab.join.elastic;

import java.util.ArrayList;
import java.util.List;

/** What was seen, decided and done while joining, in order; for {@code --explain} and logs. */
public final class Journal {
    private final List<String> lines = new ArrayList<>();

    /** Notes one thing. */
    public synchronized void note(String line) {
        lines.add(line);
    }

    /** Notes something that went wrong and is not fatal. */
    public void warn(String line) {
        note("warning: " + line);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
