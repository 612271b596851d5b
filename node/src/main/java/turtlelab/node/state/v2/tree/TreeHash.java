package turtlelab.node.state.v2.tree;

import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.tree.V2Node.Directory;

/** FNV-1a over the index and every path with its durable form, in key order. */
final class TreeHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = OFFSET;

    private TreeHash() {}

    static long of(Directory root, long index) {
        var hash = new TreeHash();
        hash.add(Bytes.utf8(Long.toString(index)));
        hash.add(V2Path.ROOT, root);
        return hash.hash;
    }

    private void add(String path, Directory directory) {
        for (var child : directory.children()) {
            var below = V2Path.child(path, child.name());
            add(Bytes.utf8(below));
            add(V2NodeCodec.encode(child.node()));
            if (child.node() instanceof Directory inner) {
                add(below, inner);
            }
        }
    }

    private void add(Bytes bytes) {
        for (byte b : bytes.raw()) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        hash = (hash ^ 0x100) * PRIME;
    }
}
