/** Consensus with real threads around the engine's loop. */
@NullMarked
package turtlelab.node.consensus.threads;

import org.jspecify.annotations.NullMarked;
