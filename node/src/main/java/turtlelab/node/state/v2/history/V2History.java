package turtlelab.node.state.v2.history;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Result.Node;
import turtlelab.node.state.v2.V2Store;

/**
 * The newest changes of the v2 tree, one slot for each index, at most a thousand as in etcd. Equal
 * on all members, and saved with the tree: a restarted member, or one that got the tree as an
 * image, answers watchers from the past as the others do.
 *
 * <p>Written by the apply thread; read by anybody through a {@link Moment}. Slots are immutable and
 * know their index, so a reader sees at once that the one it wanted has been written over.
 */
public final class V2History {
    /** etcd's bound. */
    public static final int MOST_EVENTS = 1000;

    /** Our own bound: so many characters of values may the events hold together. */
    public static final long MOST_CHARACTERS = 16 << 20;

    private final @Nullable Slot[] ring = new @Nullable Slot[MOST_EVENTS];
    private long oldest = 1;
    private long newest;
    private long characters;
    private long savedOldest = 1;
    private long savedNewest;

    /** An index and what happened at it; null for what does not concern keys, such as members. */
    private record Slot(long index, @Nullable Event event) {
        long characters() {
            return event == null ? 0 : length(event.node()) + length(event.previous());
        }

        private static long length(@Nullable Node node) {
            var value = node == null ? null : node.value();
            return value == null ? 0 : value.length();
        }
    }

    /**
     * As it was saved last.
     *
     * @param index the tree's
     */
    public static V2History load(V2Store store, long index) {
        var history = new V2History();
        history.newest = index;
        history.oldest = index + 1;
        store.forEach(
                (key, value) -> {
                    long at = key.asByteBuffer().getLong();
                    history.oldest = Math.min(history.oldest, at);
                    history.put(new Slot(at, value.isEmpty() ? null : EventCodec.decode(value)));
                });
        history.savedOldest = history.oldest;
        history.savedNewest = index;
        return history;
    }

    /** Notes what happened at the next index. */
    public void add(Event event) {
        append(new Slot(newest + 1, event));
    }

    /** The next index went to something that is no key. */
    public void skip() {
        append(new Slot(newest + 1, null));
    }

    /** What it holds now, for readers on any thread. */
    public Moment moment() {
        return new Moment(this, oldest, newest);
    }

    /** Writes what is new since the last call, and drops what is no longer held. */
    public void save(V2Store store) {
        for (long gone = savedOldest; gone < oldest && gone <= savedNewest; gone++) {
            store.remove(key(gone));
        }
        for (long at = Math.max(oldest, savedNewest + 1); at <= newest; at++) {
            var slot = slot(at);
            var event = slot == null ? null : slot.event;
            store.put(key(at), event == null ? Bytes.EMPTY : EventCodec.encode(event));
        }
        savedOldest = oldest;
        savedNewest = newest;
    }

    private void append(Slot slot) {
        newest = slot.index;
        while (newest - oldest >= MOST_EVENTS || characters + slot.characters() > MOST_CHARACTERS) {
            if (oldest == newest) {
                break; // One event is always kept.
            }
            var dropped = slot(oldest++);
            characters -= dropped == null ? 0 : dropped.characters();
        }
        put(slot);
    }

    private void put(Slot slot) {
        ring[Math.floorMod(slot.index, MOST_EVENTS)] = slot;
        characters += slot.characters();
    }

    /** Null when it was never written or has been written over. */
    private @Nullable Slot slot(long index) {
        var slot = ring[Math.floorMod(index, MOST_EVENTS)];
        return slot != null && slot.index == index ? slot : null;
    }

    private static Bytes key(long index) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }

    /** The history at one moment: it ends there, and may begin later when it is read late. */
    public record Moment(V2History history, long oldest, long newest) {
        /** See {@link turtlelab.node.state.v2.V2View#next}. */
        public V2Next next(V2Interest interest, long from) {
            if (from < oldest) {
                return cleared(oldest, from);
            }
            for (long at = from; at <= newest; at++) {
                var slot = history.slot(at);
                if (slot == null) {
                    return cleared(at + 1, from);
                }
                if (slot.event != null && interest.test(slot.event)) {
                    return new V2Next.Found(slot.event);
                }
            }
            return new V2Next.UpToDate(newest);
        }

        private V2Next cleared(long first, long asked) {
            var cause = "the requested history has been cleared [" + first + "/" + asked + "]";
            return new V2Next.Cleared(new V2Result.Error(V2Code.EVENT_CLEARED, cause, newest));
        }
    }
}
