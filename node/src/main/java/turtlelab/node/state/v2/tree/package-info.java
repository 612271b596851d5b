/** The v2 tree itself: immutable nodes, the paths between them, what is saved of them. */
@NullMarked
package turtlelab.node.state.v2.tree;

import org.jspecify.annotations.NullMarked;
