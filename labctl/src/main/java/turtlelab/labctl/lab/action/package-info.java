/** What is done to a lab as a whole, each a visible list of steps that is safe to repeat. */
@NullMarked
package turtlelab.labctl.lab.action;

import org.jspecify.annotations.NullMarked;
