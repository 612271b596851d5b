/** How much memory the answers to all clients may hold together. */
@NullMarked
package turtlelab.node.grpc.room;

import org.jspecify.annotations.NullMarked;
