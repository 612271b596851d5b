/** A running cluster as somebody outside of it sees and changes it. */
@NullMarked
package turtlelab.join.cluster;

import org.jspecify.annotations.NullMarked;
