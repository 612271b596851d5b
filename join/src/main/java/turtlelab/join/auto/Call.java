package turtlelab.join.auto;

import java.time.Duration;
import java.util.List;

/** What a leader does to carry out a step, one after the other; a failure ends the rest. */
public sealed interface Call {
    /**
     * Writes keys, all or none: only while the one who decided it still leads in the same term, and
     * no key that must be as it was has changed.
     */
    record Write(List<Note> notes, List<Unchanged> conditions) implements Call {
        public Write {
            notes = List.copyOf(notes);
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A key that must be as it was.
     *
     * @param modified revision of its newest version; 0 for a key that is not there
     */
    record Unchanged(String key, long modified) {}

    /** Changes the members, only while the one who decided it still leads in the same term. */
    record Change(Step step) implements Call {}

    /** Moves leadership. */
    record Transfer(Seat to) implements Call {}

    /** A key that is written or deleted. */
    sealed interface Note {
        String key();

        record Put(String key, String value) implements Note {}

        /** Deleted by itself when the time is over. */
        record PutFor(String key, String value, Duration time) implements Note {}

        record Delete(String key) implements Note {}
    }
}
