/** Finding the first members: the static list, and the decision how a node may start. */
@NullMarked
package turtlelab.node.discovery;

import org.jspecify.annotations.NullMarked;
