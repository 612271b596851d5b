/** The calls of etcd's Maintenance service. */
@NullMarked
package turtlelab.node.grpc.maintenance;

import org.jspecify.annotations.NullMarked;
