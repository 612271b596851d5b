package turtlelab.node.state.kv;

import turtlelab.node.base.Bytes;

/** One version of a key: etcd's mvccpb.KeyValue. {@code lease} 0 for none. */
public record KeyValue(
        Bytes key, Bytes value, long createRevision, long modRevision, long version, long lease) {}
