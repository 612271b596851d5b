package turtlelab.node.http.v2.keys;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The checked parameters of a request to {@code /v2/keys} (etcd reference A.2).
 *
 * @param waitIndex unsigned; 0 when not given
 * @param prevIndex unsigned; 0 when not given
 * @param prevValue null when not given
 * @param ttlSeconds unsigned; empty when not given or given empty
 */
record KeysRequest(
        String path,
        String value,
        Flags flags,
        long waitIndex,
        long prevIndex,
        @Nullable String prevValue,
        Optional<Boolean> prevExist,
        OptionalLong ttlSeconds) {

    /** What is simply on or off. */
    record Flags(
            boolean recursive,
            boolean sorted,
            boolean waiting,
            boolean stream,
            boolean dir,
            boolean quorum,
            boolean noValueOnSuccess,
            boolean refresh) {}

    boolean comparing() {
        return prevIndex != 0 || prevValue != null;
    }
}
