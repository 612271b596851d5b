/** Verbs about discovery services. */
@NullMarked
package turtlelab.labctl.cli.discovery;

import org.jspecify.annotations.NullMarked;
