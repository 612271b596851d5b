/** A client of this node's own gRPC port, for rehearsals only. */
@NullMarked
package turtlelab.node.grpc.practice;

import org.jspecify.annotations.NullMarked;
