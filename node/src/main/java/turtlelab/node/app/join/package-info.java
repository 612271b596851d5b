/** How a node is told to find its cluster, and the vote that it asks for when it has joined. */
@NullMarked
package turtlelab.node.app.join;

import org.jspecify.annotations.NullMarked;
