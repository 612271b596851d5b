/** The pure core of Raft: inputs in, decisions out; no clock, thread, disk, network or chance. */
@NullMarked
package turtlelab.node.consensus.raft;

import org.jspecify.annotations.NullMarked;
