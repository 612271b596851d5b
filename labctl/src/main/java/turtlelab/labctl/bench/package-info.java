/** Measures engines side by side, in labs of its own that it throws away. */
@NullMarked
package turtlelab.labctl.bench;

import org.jspecify.annotations.NullMarked;
