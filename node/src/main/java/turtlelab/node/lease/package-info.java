/** Duties of the leader that wait for a clock: what is due is proposed, never done. */
@NullMarked
package turtlelab.node.lease;

import org.jspecify.annotations.NullMarked;
