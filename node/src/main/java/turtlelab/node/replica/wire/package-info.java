/** Commands, proposal ids and memberships as bytes, for the log and the state file. */
@NullMarked
package turtlelab.node.replica.wire;

import org.jspecify.annotations.NullMarked;
