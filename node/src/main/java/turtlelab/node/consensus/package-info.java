/** Raft: a pure core, its words, and the engine that drives it; knows nothing of keys. */
@NullMarked
package turtlelab.node.consensus;

import org.jspecify.annotations.NullMarked;
