/**
 * The socket hand-off: one listening socket, several protocols, told apart by their first bytes.
 */
@NullMarked
package turtlelab.node.front;

import org.jspecify.annotations.NullMarked;
