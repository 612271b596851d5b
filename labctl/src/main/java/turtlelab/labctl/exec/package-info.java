/**
 * Runs commands, waits, and does things to many nodes at once; all of labctl's clocks live here.
 */
@NullMarked
package turtlelab.labctl.exec;

import org.jspecify.annotations.NullMarked;
