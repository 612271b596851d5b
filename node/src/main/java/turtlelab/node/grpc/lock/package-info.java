/** The calls of etcd's Lock and Election services. */
@NullMarked
package turtlelab.node.grpc.lock;

import org.jspecify.annotations.NullMarked;
