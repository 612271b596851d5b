/** Whole clusters whose members are killed, paused, or cut off from the others. */
@NullMarked
package turtlelab.node.app.fire;

import org.jspecify.annotations.NullMarked;
