/** Go's ways of writing text, tables and sizes. */
@NullMarked
package turtlelab.labctl.ctl.print;

import org.jspecify.annotations.NullMarked;
