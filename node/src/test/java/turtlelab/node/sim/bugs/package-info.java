/** Deliberately broken nodes, each of which the simulator must convict. */
@NullMarked
package turtlelab.node.sim.bugs;

import org.jspecify.annotations.NullMarked;
