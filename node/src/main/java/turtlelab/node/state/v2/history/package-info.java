/** The newest events of the v2 tree, for watchers that come late. */
@NullMarked
package turtlelab.node.state.v2.history;

import org.jspecify.annotations.NullMarked;
