/** {@code labctl auto}: automatic clustering looked at, led, and shown. */
@NullMarked
package turtlelab.labctl.cli.auto;

import org.jspecify.annotations.NullMarked;
