package turtlelab.node.http.v2.wire;

import java.time.Instant;
import turtlelab.node.state.v2.V2Result.Error;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Result.Node;

/**
 * Events and errors of the v2 tree in etcd's JSON, each with its newline (etcd reference A.3, A.4).
 */
public final class EventJson {
    private final GoJson json = new GoJson();
    private final long nowMillis;

    private EventJson(Instant now) {
        this.nowMillis = now.toEpochMilli();
    }

    /** An event; what is left of a TTL is counted from {@code now}. */
    public static String of(Event event, Instant now) {
        var writer = new EventJson(now);
        writer.json.begin().field("action", event.action().word());
        writer.node("node", event.node());
        if (event.previous() != null) {
            writer.node("prevNode", event.previous());
        }
        return writer.json.end() + "\n";
    }

    /** What {@code noValueOnSuccess} leaves of an event. */
    public static String actionOnly(Event event) {
        return new GoJson().begin().field("action", event.action().word()).end() + "\n";
    }

    public static String of(Error error) {
        var json = new GoJson().begin().field("errorCode", error.code().number());
        json.field("message", error.code().message());
        if (!error.cause().isEmpty()) {
            json.field("cause", error.cause());
        }
        return json.field("index", error.index()).end() + "\n";
    }

    private void node(String name, Node node) {
        json.name(name);
        node(node);
    }

    /** Recursion ends because the tree's depth is bounded. */
    private void node(Node node) {
        json.begin();
        if (!node.key().isEmpty()) {
            json.field("key", node.key());
        }
        if (node.value() != null) {
            json.field("value", node.value());
        }
        if (node.dir()) {
            json.field("dir", true);
        }
        if (node.expiresAtMillis() != 0) {
            var expiration = Instant.ofEpochMilli(node.expiresAtMillis());
            json.field("expiration", GoTimeText.of(expiration));
            json.unlessZero("ttl", Math.ceilDiv(node.expiresAtMillis() - nowMillis, 1000L));
        }
        children(node);
        json.unlessZero("modifiedIndex", node.modifiedIndex());
        json.unlessZero("createdIndex", node.createdIndex());
        json.end();
    }

    private void children(Node node) {
        if (node.nodes() != null && !node.nodes().isEmpty()) {
            json.beginArray("nodes");
            for (var child : node.nodes()) {
                json.element();
                node(child);
            }
            json.endArray();
        }
    }
}
