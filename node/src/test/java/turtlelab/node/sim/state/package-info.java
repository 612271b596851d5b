/** The simulated state machine: registers, a hash over their history, a disk that lags. */
@NullMarked
package turtlelab.node.sim.state;

import org.jspecify.annotations.NullMarked;
