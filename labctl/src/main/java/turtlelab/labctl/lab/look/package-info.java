/** What a look at a lab's nodes shows. */
@NullMarked
package turtlelab.labctl.lab.look;

import org.jspecify.annotations.NullMarked;
