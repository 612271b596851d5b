/** The peer port: the framed Raft stream between members, probing, and the member listing. */
@NullMarked
package turtlelab.node.peer;

import org.jspecify.annotations.NullMarked;
