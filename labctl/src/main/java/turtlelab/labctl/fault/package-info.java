/** What can be done to a node on purpose; each fault knows how to heal itself. */
@NullMarked
package turtlelab.labctl.fault;

import org.jspecify.annotations.NullMarked;
