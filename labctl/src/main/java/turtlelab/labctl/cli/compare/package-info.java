/** The verbs of {@code labctl compare}. */
@NullMarked
package turtlelab.labctl.cli.compare;

import org.jspecify.annotations.NullMarked;
