/** What a node is told about looking after its data, and the duties that follow. */
@NullMarked
package turtlelab.node.app.upkeep;

import org.jspecify.annotations.NullMarked;
