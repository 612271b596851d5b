/** Settings for a node that is about to join, in every form that a starter of nodes can read. */
@NullMarked
package turtlelab.labctl.join;

import org.jspecify.annotations.NullMarked;
