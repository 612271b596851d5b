/** Speaks to a node's public API. */
@NullMarked
package turtlelab.labctl.client;

import org.jspecify.annotations.NullMarked;
