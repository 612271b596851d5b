package turtlelab.labctl.discovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of one new cluster. Guarded by the {@link Tokens} it belongs to. */
final class Token {
    private static final int REMEMBERED_EVENTS = 1_000;

    final int size;
    final long createdIndex;
    final long bornNanos;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Deque<Event> events = new ArrayDeque<>();

    Token(int size, long createdIndex, long bornNanos) {
        this.size = size;
        this.createdIndex = createdIndex;
        this.bornNanos = bornNanos;
    }

    /**
     * An entry.
     *
     * @param bornNanos when it came, for a service that plays at being stale
     */
    record Node(String id, String value, long created, long modified, long bornNanos) {}

    /** Something that happened; {@code previous} is what stood there before. */
    record Event(String action, Node node, Optional<Node> previous) {
        long index() {
            return node.modified();
        }
    }

    Optional<Node> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** In the order in which they were created, those older than the moment. */
    List<Node> nodes(long bornBefore) {
        return new ArrayList<>(
                nodes.values().stream().filter(node -> node.bornNanos() <= bornBefore).toList());
    }

    int count() {
        return nodes.size();
    }

    /** Writes; the entry keeps its place where it replaces another. */
    Event put(String id, String value, long index, long nanos) {
        var previous = node(id);
        var node =
                new Node(
                        id,
                        value,
                        previous.map(Node::created).orElse(index),
                        index,
                        previous.map(Node::bornNanos).orElse(nanos));
        nodes.put(id, node);
        return remember(new Event(previous.isPresent() ? "set" : "create", node, previous));
    }

    Event delete(Node node, long index) {
        nodes.remove(node.id());
        var gone = new Node(node.id(), "", node.created(), index, node.bornNanos());
        return remember(new Event("delete", gone, Optional.of(node)));
    }

    /** The first event at the index or behind it. */
    Optional<Event> event(long fromIndex) {
        return events.stream().filter(event -> event.index() >= fromIndex).findFirst();
    }

    private Event remember(Event event) {
        events.add(event);
        if (events.size() > REMEMBERED_EVENTS) {
            events.remove();
        }
        return event;
    }
}
