/** Looks for what keeps a lab from working on this machine, and says what cures it. */
@NullMarked
package turtlelab.labctl.doctor;

import org.jspecify.annotations.NullMarked;
