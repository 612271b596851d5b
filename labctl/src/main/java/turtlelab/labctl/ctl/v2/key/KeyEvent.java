package turtlelab.labctl.ctl.v2.key;

import java.util.Optional;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.wire.Json;

/**
 * What a request to the v2 store did.
 *
 * @param before the key as it was, when it was
 * @param index of the store when it answered
 */
record KeyEvent(String action, KeyNode node, Optional<KeyNode> before, long index) {

    static KeyEvent of(Json json, long index) {
        var before = json.at("prevNode");
        return new KeyEvent(
                json.at("action").text(),
                KeyNode.of(json.at("node")),
                before.isObject() ? Optional.of(KeyNode.of(before)) : Optional.empty(),
                index);
    }

    boolean isDelete() {
        return action.equals("delete");
    }

    String json() {
        return "{\"action\":"
                + GoText.json(action)
                + ",\"node\":"
                + node.json()
                + ",\"prevNode\":"
                + before.map(KeyNode::json).orElse("null")
                + "}";
    }
}
