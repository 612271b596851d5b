package turtlelab.node.grpc;

import java.util.List;
import turtlelab.node.grpc.stream.StreamingRpc;

/** Every call of the v3 API that this node answers. */
public record V3Api(List<Rpc<?, ?>> unary, List<StreamingRpc<?, ?>> streaming) {
    public V3Api {
        unary = List.copyOf(unary);
        streaming = List.copyOf(streaming);
    }
}
