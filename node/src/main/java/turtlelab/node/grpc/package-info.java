/**
 * The v3 calls, and their gRPC side: etcd's messages in, commands and reads, etcd's messages out.
 */
@NullMarked
package turtlelab.node.grpc;

import org.jspecify.annotations.NullMarked;
