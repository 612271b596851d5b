/** Whole clusters in one thread: simulated time, network and disks under one seed. */
@NullMarked
package turtlelab.node.sim;

import org.jspecify.annotations.NullMarked;
