/** A disk with a page cache: what was not synced is lost in part, and torn. */
@NullMarked
package turtlelab.node.sim.disk;

import org.jspecify.annotations.NullMarked;
