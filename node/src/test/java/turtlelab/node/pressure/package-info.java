/** Clients that ask a whole node for much, or take little from it. */
@NullMarked
package turtlelab.node.pressure;

import org.jspecify.annotations.NullMarked;
