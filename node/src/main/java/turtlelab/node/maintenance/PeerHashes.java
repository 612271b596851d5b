package turtlelab.node.maintenance;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.MemberTable.MemberInfo;

/** The port to other members' checksums. Futures complete within seconds. */
public interface PeerHashes {
    /** The member's checksum up to a revision; empty when it does not answer or has none. */
    CompletableFuture<Optional<KvHash.Hashed>> kvHash(MemberInfo member, long revision);
}
