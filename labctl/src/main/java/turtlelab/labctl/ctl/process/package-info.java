/** How this program ends in order, and the programs that it runs for somebody. */
@NullMarked
package turtlelab.labctl.ctl.process;

import org.jspecify.annotations.NullMarked;
