/** {@code labctl}: raises, breaks, heals and explains a lab of nodes. */
@NullMarked
package turtlelab.labctl;

import org.jspecify.annotations.NullMarked;
