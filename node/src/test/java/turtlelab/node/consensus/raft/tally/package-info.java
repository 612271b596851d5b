/** Tests of {@code consensus.raft.tally}. */
@NullMarked
package turtlelab.node.consensus.raft.tally;

import org.jspecify.annotations.NullMarked;
