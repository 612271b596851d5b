/** Alarms of members, as replicated state: what they are, and what they forbid. */
@NullMarked
package turtlelab.node.state.alarm;

import org.jspecify.annotations.NullMarked;
