/** The v3 API over gRPC: the server on Netty, and its handlers of unary and streaming calls. */
@NullMarked
package turtlelab.node.grpc.server;

import org.jspecify.annotations.NullMarked;
