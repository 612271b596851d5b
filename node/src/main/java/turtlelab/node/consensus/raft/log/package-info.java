/** The log as the core sees it: entries in memory, and how far they are on disk. */
@NullMarked
package turtlelab.node.consensus.raft.log;

import org.jspecify.annotations.NullMarked;
