package turtlelab.labctl.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import turtlelab.labctl.discovery.Token.Event;
import turtlelab.labctl.discovery.Token.Node;
import turtlelab.labctl.discovery.Tokens.Answer;

/** A service's answers in the form of etcd's v2 keys. */
final class EventJson {
    private static final String PREFIX = "/_etcd/registry/";
    private static final int NOT_FOUND = 100;
    private static final int EXISTS = 105;
    private static final int REFUSED = 300;

    private final String token;

    EventJson(String token) {
        this.token = token;
    }

    String listed(Answer.Listed listed) {
        var event = event("get");
        var node = event.putObject("node").put("key", PREFIX + token).put("dir", true);
        var nodes = node.putArray("nodes");
        listed.nodes().forEach(it -> nodes.add(json(it)));
        node.put("modifiedIndex", listed.created()).put("createdIndex", listed.created());
        return event.toString();
    }

    String size(Answer.Size size) {
        var event = event("get");
        event.putObject("node")
                .put("key", PREFIX + token + "/_config/size")
                .put("value", String.valueOf(size.size()))
                .put("modifiedIndex", size.created())
                .put("createdIndex", size.created());
        return event.toString();
    }

    String found(Node node) {
        var event = event("get");
        event.set("node", json(node));
        return event.toString();
    }

    String happened(Event happened) {
        var event = event(happened.action());
        event.set("node", json(happened.node()));
        happened.previous().ifPresent(previous -> event.set("prevNode", json(previous)));
        return event.toString();
    }

    String notFound(String key, long index) {
        return error(NOT_FOUND, "Key not found", PREFIX + key, index);
    }

    String exists(String key, long index) {
        return error(EXISTS, "Key already exists", PREFIX + key, index);
    }

    String refused(String why, long index) {
        return error(REFUSED, "Raft Internal Error", why, index);
    }

    private static String error(int code, String message, String cause, long index) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorCode", code)
                .put("message", message)
                .put("cause", cause)
                .put("index", index)
                .toString();
    }

    private static ObjectNode event(String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action);
    }

    private ObjectNode json(Node node) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("key", PREFIX + token + "/" + node.id());
        if (!node.value().isEmpty()) {
            json.put("value", node.value());
        }
        return json.put("modifiedIndex", node.modified()).put("createdIndex", node.created());
    }
}
