package turtlelab.node.watch;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.kv.KvView.Event;

/**
 * Events that are told together, never less than a whole revision of them. Shared by all watches
 * that are told the same, and so is its wire form, which is made once. Used by the watch thread.
 */
public final class Batch {
    private final List<Event> events;
    private final long revision;
    private byte @Nullable [] wire;

    Batch(List<Event> events, long revision) {
        this.events = events;
        this.revision = revision;
    }

    /** In the order in which they happened; not to be changed. */
    public List<Event> events() {
        return events;
    }

    /** With these events a watch has been told everything up to this revision. */
    public long revision() {
        return revision;
    }

    /** The wire form, made by whoever needs it first. */
    public byte[] wire(Function<Batch, byte[]> writer) {
        var made = wire;
        if (made == null) {
            made = writer.apply(this);
            wire = made;
        }
        return made;
    }
}
