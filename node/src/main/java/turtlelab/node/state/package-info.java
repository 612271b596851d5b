/** The replicated state: one sealed Command, one switch; pure and deterministic. */
@NullMarked
package turtlelab.node.state;

import org.jspecify.annotations.NullMarked;
