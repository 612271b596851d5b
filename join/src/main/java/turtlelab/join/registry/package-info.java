/** The client's side of etcd's discovery service, version 2. */
@NullMarked
package turtlelab.join.registry;

import org.jspecify.annotations.NullMarked;
