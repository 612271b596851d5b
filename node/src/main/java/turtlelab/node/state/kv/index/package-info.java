/** Which keys history knows and where their versions are, in memory. */
@NullMarked
package turtlelab.node.state.kv.index;

import org.jspecify.annotations.NullMarked;
