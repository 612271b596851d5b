/**
 * The seam for calls whose answers are a stream: what such a call is, and what it may expect of
 * whoever carries it (gRPC, chunked JSON or a WebSocket).
 */
@NullMarked
package turtlelab.node.grpc.stream;

import org.jspecify.annotations.NullMarked;
