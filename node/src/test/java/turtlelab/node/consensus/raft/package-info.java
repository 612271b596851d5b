/** Tests of the pure core: its small parts, and whole conversations as scripts. */
@NullMarked
package turtlelab.node.consensus.raft;

import org.jspecify.annotations.NullMarked;
