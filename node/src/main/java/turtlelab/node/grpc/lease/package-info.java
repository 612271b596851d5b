/** The calls of etcd's Lease service. */
@NullMarked
package turtlelab.node.grpc.lease;

import org.jspecify.annotations.NullMarked;
