/** Nodes as processes of this machine, and what other drivers need of such processes. */
@NullMarked
package turtlelab.labctl.driver.local;

import org.jspecify.annotations.NullMarked;
