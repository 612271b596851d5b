/** Two ways of doing one thing to a cluster, and what its clients notice of each. */
@NullMarked
package turtlelab.labctl.compare;

import org.jspecify.annotations.NullMarked;
