package turtlelab.labctl.ctl.v2.key;

import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.wire.Json;

/**
 * A key or a directory of the v2 store.
 *
 * @param nodes what a listed directory holds
 * @param expiration as the member wrote it, empty when it stays for ever
 * @param ttl whole seconds left, 0 when it stays for ever
 */
record KeyNode(
        String key,
        boolean isDir,
        String value,
        List<KeyNode> nodes,
        long createdIndex,
        long modifiedIndex,
        String expiration,
        long ttl) {

    static KeyNode of(Json json) {
        return new KeyNode(
                json.at("key").text(),
                json.at("dir").isTrue(),
                json.at("value").text(),
                json.at("nodes").items().stream().map(KeyNode::of).toList(),
                json.at("createdIndex").number(),
                json.at("modifiedIndex").number(),
                json.at("expiration").text(),
                json.at("ttl").number());
    }

    /** As etcdctl writes it, which is not as the member wrote it. */
    String json() {
        var below =
                nodes.isEmpty()
                        ? "null"
                        : nodes.stream()
                                .map(KeyNode::json)
                                .collect(Collectors.joining(",", "[", "]"));
        return "{\"key\":"
                + GoText.json(key)
                + (isDir ? ",\"dir\":true" : "")
                + ",\"value\":"
                + GoText.json(value)
                + ",\"nodes\":"
                + below
                + ",\"createdIndex\":"
                + createdIndex
                + ",\"modifiedIndex\":"
                + modifiedIndex
                + (expiration.isEmpty() ? "" : ",\"expiration\":" + GoText.json(expiration))
                + (ttl == 0 ? "" : ",\"ttl\":" + ttl)
                + "}";
    }
}
