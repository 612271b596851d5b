/** What must hold at every moment, the virtual time it holds in, and the trace of what happened. */
@NullMarked
package turtlelab.node.sim.check;

import org.jspecify.annotations.NullMarked;
