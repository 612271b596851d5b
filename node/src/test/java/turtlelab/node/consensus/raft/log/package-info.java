/** Tests of {@code consensus.raft.log}. */
@NullMarked
package turtlelab.node.consensus.raft.log;

import org.jspecify.annotations.NullMarked;
