/** Leases as replicated state: which there are, how long they run, which keys hang on them. */
@NullMarked
package turtlelab.node.state.lease;

import org.jspecify.annotations.NullMarked;
